"""Which samples there are, and what one should know before one takes one.

Sizes of downloads are those that the makers' servers tell, in bytes; numbers of pictures are those
of the papers that are named. Where files lie and what their hashes are is torchvision's to know.
"""

from __future__ import annotations

from dataclasses import dataclass

from tlgui.engine.errors import DatasetError, Message
from tlgui.engine.sample_sets.digits import DIGIT_PICTURES

DIGITS = "digits"
"""The sample that comes with tlgui."""


@dataclass(frozen=True)
class SampleSet:
    """What is known of a sample.

    Attributes:
        key: its name for the command line and for its folder.
        title: what its makers call it.
        sentence: what is on the pictures, and what they are good for.
        pictures: in all parts together.
        classes: how many.
        size: of a picture, in pixels.
        download_bytes: what is fetched; 0 for what comes with tlgui.
        licence: on which terms it may be used, as its makers say.
        source: where its makers tell of it.
        citation: the publication that makes it known.
    """

    key: str
    title: str
    sentence: Message
    pictures: int
    classes: int
    size: Message
    download_bytes: int
    licence: Message
    source: str
    citation: str


def _named(licence: str) -> Message:
    """A name is the same in every language."""
    return Message("{text}", text=licence)


_NO_LICENCE = Message("Its makers name no licence: for learning and research, cite the paper.")
_ANY_SIZE = Message("photos, about 500 pixels a side")

SAMPLES = (
    SampleSet(
        DIGITS,
        "Digits",
        Message("Tiny handwritten digits that come with tlgui: trains in seconds."),
        DIGIT_PICTURES,
        10,
        Message("8 x 8, grey"),
        0,
        _named("CC BY 4.0"),
        "https://archive.ics.uci.edu/dataset/80",
        "E. Alpaydin, C. Kaynak: Optical Recognition of Handwritten Digits. UCI Machine Learning "
        "Repository, 1998.",
    ),
    SampleSet(
        "mnist",
        "MNIST",
        Message("Handwritten digits 0 to 9: where nearly every course on networks begins."),
        70_000,
        10,
        Message("28 x 28, grey"),
        11_594_722,
        _named("CC BY-SA 3.0"),
        "https://yann.lecun.com/exdb/mnist/",
        "Y. LeCun, L. Bottou, Y. Bengio, P. Haffner: Gradient-based learning applied to document "
        "recognition. Proceedings of the IEEE 86, 1998.",
    ),
    SampleSet(
        "fashion-mnist",
        "Fashion-MNIST",
        Message("Shirts, shoes and bags: as small as MNIST, and clearly harder."),
        70_000,
        10,
        Message("28 x 28, grey"),
        30_878_645,
        _named("MIT"),
        "https://github.com/zalandoresearch/fashion-mnist",
        "H. Xiao, K. Rasul, R. Vollgraf: Fashion-MNIST: a novel image dataset for benchmarking "
        "machine learning algorithms. arXiv:1708.07747, 2017.",
    ),
    SampleSet(
        "kmnist",
        "Kuzushiji-MNIST",
        Message("Characters of old Japanese handwriting, one letter in many shapes."),
        70_000,
        10,
        Message("28 x 28, grey"),
        21_240_888,
        _named("CC BY-SA 4.0"),
        "https://github.com/rois-codh/kmnist",
        "T. Clanuwat, M. Bober-Irizar, A. Kitamoto, A. Lamb, K. Yamamoto, D. Ha: Deep learning for "
        "classical Japanese literature. arXiv:1812.01718, 2018.",
    ),
    SampleSet(
        "cifar10",
        "CIFAR-10",
        Message("Small colour photos of animals and vehicles: a first task for a real network."),
        60_000,
        10,
        Message("32 x 32, colour"),
        170_498_071,
        _NO_LICENCE,
        "https://www.cs.toronto.edu/~kriz/cifar.html",
        "A. Krizhevsky: Learning multiple layers of features from tiny images. Technical report, "
        "University of Toronto, 2009.",
    ),
    SampleSet(
        "cifar100",
        "CIFAR-100",
        Message("Like CIFAR-10 with 100 classes, and only 500 training pictures of each."),
        60_000,
        100,
        Message("32 x 32, colour"),
        169_001_437,
        _NO_LICENCE,
        "https://www.cs.toronto.edu/~kriz/cifar.html",
        "A. Krizhevsky: Learning multiple layers of features from tiny images. Technical report, "
        "University of Toronto, 2009.",
    ),
    SampleSet(
        "imagenette",
        "Imagenette",
        Message("Ten classes of ImageNet that are easily told apart, in small photos."),
        13_394,
        10,
        Message("photos, the shorter side 160 pixels"),
        99_003_388,
        Message("Apache 2.0; its photos are ImageNet's, for research that is not commercial."),
        "https://github.com/fastai/imagenette",
        "J. Howard: Imagenette: a smaller subset of 10 easily classified classes from ImageNet. "
        "GitHub, 2019.",
    ),
    SampleSet(
        "flowers102",
        "Oxford 102 Flowers",
        Message("Flowers of Britain, many kinds and few photos of each: for transfer learning."),
        8_189,
        102,
        _ANY_SIZE,
        344_878_000,
        _NO_LICENCE,
        "https://www.robots.ox.ac.uk/~vgg/data/flowers/102/",
        "M.-E. Nilsback, A. Zisserman: Automated flower classification over a large number of "
        "classes. Indian Conference on Computer Vision, Graphics and Image Processing, 2008.",
    ),
    SampleSet(
        "pets",
        "Oxford-IIIT Pets",
        Message("37 breeds of cats and dogs: what sets them apart is small."),
        7_349,
        37,
        _ANY_SIZE,
        811_092_049,
        _named("CC BY-SA 4.0"),
        "https://www.robots.ox.ac.uk/~vgg/data/pets/",
        "O. M. Parkhi, A. Vedaldi, A. Zisserman, C. V. Jawahar: Cats and dogs. IEEE Conference on "
        "Computer Vision and Pattern Recognition, 2012.",
    ),
)


def find_sample(key: str) -> SampleSet:
    """The sample called ``key``.

    Raises:
        DatasetError: there is none.
    """
    for sample in SAMPLES:
        if sample.key == key.lower():
            return sample
    raise DatasetError(
        Message("There is no sample called {name}.", name=key),
        Message("There are: {names}.", names=", ".join(sample.key for sample in SAMPLES)),
    )
