"""Flows: what each holder is due of the dwellings of a landlord, and whose turn the next one is.

`turns` says to whom the dwelling that has just come free goes (`next_holder`), over `_course`,
which keeps every holder as near to its due as any rule can, `_given`, which reads what each was
given and handed back, and `_standings`, which counts what each is due and has had. `strata` does so
for each kind of dwelling apart. `shares` shares out the flow of a year, `limits` holds it against
the ceilings of the law, and `account` is what the landlord tells of it (R.441-5 to R.441-5-4 of the
Code de la construction et de l'habitation).
"""

__all__: tuple[str, ...] = ()
