"""The Île-de-France protocol of 2016, start to verdict."""

import housing_agreements


def main() -> None:
    """Print what the package can say so far."""
    names = housing_agreements.__all__
    print(f"housing_agreements has {len(names)} public names; there is nothing to show yet.")


if __name__ == "__main__":
    main()
