"""The library that is tested is the one that was installed, and no folder of sources."""

import sys
import sysconfig
from importlib.metadata import version
from pathlib import Path

import housing_agreements as ha
import rivage


def test_both_packages_are_installed() -> None:
    """Each is read from the site-packages of this environment."""
    installed = Path(sysconfig.get_path("purelib")).resolve()
    for package in (ha, rivage):
        assert package.__file__ is not None
        assert Path(package.__file__).resolve().is_relative_to(installed)


def test_no_other_copy_is_within_reach() -> None:
    """One folder of the path of this process holds the library: the one that was installed."""
    beside = {Path(folder, "housing_agreements").resolve() for folder in sys.path}
    assert len([folder for folder in beside if folder.is_dir()]) == 1
    assert version("housing-agreements") == ha.__version__
