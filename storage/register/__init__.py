"""The register: projects, contact moments, areas, and what became of what residents said."""
