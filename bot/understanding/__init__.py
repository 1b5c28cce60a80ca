"""What colleagues mean by what they type: a small grammar over what the register knows, without a language model.

lexicon: which words say what · sentence: from text to words · periods, lists, names: what they mention · intents: what
is asked for · leaning: what sentences like it asked for · weighing, deciding: which answer that gives · rather: what
is given in its stead · arguments: what a command gets of the rest · outcome: what it all comes to · known: the names in
the register, the only module that is not pure.
"""
