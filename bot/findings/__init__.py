"""What the register shows when somebody looks at all of it together: how much is asked of whom, and what is owed.

norms: the numbers, which a municipality chooses · facts: what the rules look at · reach: whom an ask reaches, where ·
load: how much is asked, and fatigue · what_if: a planned ask, and quieter dates · week_map: twelve weeks at once ·
clock: feedback and invitations · bad_moments: holidays · about_projects: the findings · gather: facts from storage.
Everything but gather is pure.
"""
