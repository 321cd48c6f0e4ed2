"""How a dwelling is attributed: the commission, the reply of the applicant, scoring."""

__all__: tuple[str, ...] = ()
