"""The networks that the field grew up on, from 1998 to 2019, each with its idea and its paper.

Neither timm nor PyTorch is imported to show them.
"""

from __future__ import annotations

from dataclasses import dataclass

from tlgui.engine.errors import Message
from tlgui.engine.models.scratch.design import Design
from tlgui.engine.models.scratch.design_layers import (
    Activation,
    AveragePooling,
    Convolution,
    Dropout,
    Flatten,
    FullyConnected,
    Function,
    GlobalAverage,
    LocalResponse,
    MaxPooling,
)


@dataclass(frozen=True)
class Textbook:
    """A network of the textbooks.

    Attributes:
        name: under which recipes ask for it; timm's, where timm has it.
        label: for people.
        year: of its paper.
        paper: who wrote what, and where it appeared.
        link: to it.
        idea: what it brought, in a sentence.
        parameters: weights and biases as published or, where the paper tells none, as counted,
            with the number of classes that it was published for.
        classes: that number.
        side: of the pictures that it was published for, in pixels.
        minimum: smallest side of pictures that it takes; smaller ones are enlarged.
        design: its layers, where it is told as a design; it is a library's where there is none.
    """

    name: str
    label: str
    year: int
    paper: str
    link: str
    idea: Message
    parameters: int
    classes: int = 1000
    side: int = 224
    minimum: int = 64
    design: Design | None = None


_RELU = Activation()
_TANH = Activation(function=Function.TANH)
_HALVE = MaxPooling()


def _convolution(filters: int, kernel: int = 3, stride: int = 1, padding: int = -1) -> Convolution:
    around = kernel // 2 if padding < 0 else padding
    return Convolution(filters=filters, kernel=kernel, stride=stride, padding=around)


LENET = Design(
    (
        _convolution(6, 5, padding=0),
        _TANH,
        AveragePooling(),
        _convolution(16, 5, padding=0),
        _TANH,
        AveragePooling(),
        Flatten(),
        FullyConnected(units=120),
        _TANH,
        FullyConnected(units=84),
        _TANH,
    ),
    channels=1,
    side=32,
)
MNIST = Design(
    (
        _convolution(32),
        _RELU,
        _HALVE,
        _convolution(64),
        _RELU,
        _HALVE,
        Flatten(),
        FullyConnected(units=128),
        _RELU,
    ),
    channels=1,
    side=28,
)
CIFAR = Design(
    (
        _convolution(32),
        _RELU,
        _HALVE,
        _convolution(64),
        _RELU,
        _HALVE,
        _convolution(128),
        _RELU,
        _HALVE,
        Flatten(),
        Dropout(),
        FullyConnected(units=256),
        _RELU,
        Dropout(),
    ),
    side=32,
)
_OVERLAPPING = MaxPooling(kernel=3, stride=2)
ALEXNET_2012 = Design(
    (
        _convolution(96, 11, 4, 0),
        _RELU,
        LocalResponse(),
        _OVERLAPPING,
        Convolution(filters=256, kernel=5, padding=2, groups=2),
        _RELU,
        LocalResponse(),
        _OVERLAPPING,
        _convolution(384),
        _RELU,
        Convolution(filters=384, groups=2),
        _RELU,
        Convolution(filters=256, groups=2),
        _RELU,
        _OVERLAPPING,
        Flatten(),
        FullyConnected(units=4096),
        _RELU,
        Dropout(),
        FullyConnected(units=4096),
        _RELU,
        Dropout(),
    ),
    side=227,
)
_PADDED_HALVE = MaxPooling(kernel=3, stride=2, padding=1)
NETWORK_IN_NETWORK = Design(
    (
        _convolution(192, 5),
        _RELU,
        _convolution(160, 1),
        _RELU,
        _convolution(96, 1),
        _RELU,
        _PADDED_HALVE,
        Dropout(),
        _convolution(192, 5),
        _RELU,
        _convolution(192, 1),
        _RELU,
        _convolution(192, 1),
        _RELU,
        AveragePooling(kernel=3, stride=2, padding=1),
        Dropout(),
        _convolution(192),
        _RELU,
        _convolution(192, 1),
        _RELU,
        GlobalAverage(),
    ),
    side=32,
)

_MOBILE = "Howard et al.: MobileNets: Efficient Convolutional Neural Networks, arXiv 2017"
_RESIDUAL = "He et al.: Deep Residual Learning for Image Recognition, CVPR 2016"
_VGG = "Simonyan, Zisserman: Very Deep Convolutional Networks, ICLR 2015"
_EFFICIENT = "Tan, Le: EfficientNet: Rethinking Model Scaling, ICML 2019"
_COMPOUND = Message(
    "Depth, width and the side of the picture grow together: {depth} times as deep, {width} times"
    " as wide as B0, on {side} pixels."
)


def _residual(depth: int, parameters: int, idea: Message) -> Textbook:
    return Textbook(
        name=f"resnet{depth}",
        label=f"ResNet-{depth}",
        year=2015,
        paper=_RESIDUAL,
        link="https://arxiv.org/abs/1512.03385",
        idea=idea,
        parameters=parameters,
    )


def _efficient(number: int, side: int, depth: float, width: float, parameters: int) -> Textbook:
    scaled = Message(_COMPOUND.template, depth=f"{depth:g}", width=f"{width:g}", side=side)
    return Textbook(
        name=f"efficientnet_b{number}",
        label=f"EfficientNet-B{number}",
        year=2019,
        paper=_EFFICIENT,
        link="https://arxiv.org/abs/1905.11946",
        idea=scaled
        if number
        else Message("Found by a search; depth, width and resolution grow in one proportion."),
        parameters=parameters,
        side=side,
    )


TEXTBOOKS = (
    Textbook(
        name="lenet5",
        label="LeNet-5",
        year=1998,
        paper="LeCun et al.: Gradient-Based Learning Applied to Document Recognition, 1998",
        link="https://doi.org/10.1109/5.726791",
        idea=Message(
            "Convolution and pooling in turn, learned from end to end: it read digits on cheques."
        ),
        parameters=61_706,
        classes=10,
        side=32,
        minimum=32,
        design=LENET,
    ),
    Textbook(
        name="mnist_cnn",
        label="MNIST network",
        year=2012,
        paper="A teaching network: two convolutions and two fully connected layers",
        link="",
        idea=Message("The smallest network that reads digits well: ReLU instead of tanh."),
        parameters=421_642,
        classes=10,
        side=28,
        minimum=8,
        design=MNIST,
    ),
    Textbook(
        name="alexnet_2012",
        label="AlexNet (2012)",
        year=2012,
        paper="Krizhevsky, Sutskever, Hinton: ImageNet Classification with Deep CNNs, NIPS 2012",
        link="https://papers.nips.cc/paper/4824",
        idea=Message(
            "Deep and wide on two graphics cards: ReLU, dropout, local response normalisation."
        ),
        parameters=60_965_224,
        side=227,
        minimum=99,
        design=ALEXNET_2012,
    ),
    Textbook(
        name="cifar_cnn",
        label="CIFAR network",
        year=2012,
        paper="A teaching network: three convolutions and two fully connected layers with dropout",
        link="",
        idea=Message("A small AlexNet for small pictures in colour."),
        parameters=620_362,
        classes=10,
        side=32,
        minimum=16,
        design=CIFAR,
    ),
    Textbook(
        name="nin",
        label="Network in Network",
        year=2013,
        paper="Lin, Chen, Yan: Network In Network, ICLR 2014",
        link="https://arxiv.org/abs/1312.4400",
        idea=Message(
            "Convolutions of one place mix the maps, and their means replace the large last layers."
        ),
        parameters=966_986,
        classes=10,
        side=32,
        minimum=16,
        design=NETWORK_IN_NETWORK,
    ),
    Textbook(
        name="alexnet",
        label="AlexNet (2014)",
        year=2014,
        paper="Krizhevsky: One weird trick for parallelizing CNNs, arXiv 2014",
        link="https://arxiv.org/abs/1404.5997",
        idea=Message("The same in one piece, 64 filters first, no normalisation: torchvision's."),
        parameters=61_100_840,
        minimum=96,
    ),
    Textbook(
        name="vgg16",
        label="VGG-16",
        year=2014,
        paper=_VGG,
        link="https://arxiv.org/abs/1409.1556",
        idea=Message("Nothing but kernels of 3 x 3: some in a row see as much as a large one."),
        parameters=138_357_544,
    ),
    Textbook(
        name="vgg19",
        label="VGG-19",
        year=2014,
        paper=_VGG,
        link="https://arxiv.org/abs/1409.1556",
        idea=Message("The same with three more convolutions."),
        parameters=143_667_240,
    ),
    Textbook(
        name="googlenet",
        label="GoogLeNet",
        year=2014,
        paper="Szegedy et al.: Going Deeper with Convolutions, CVPR 2015",
        link="https://arxiv.org/abs/1409.4842",
        idea=Message(
            "Kernels of several sizes side by side, made cheap by 1 x 1 first; two classifiers"
            " within it help the gradient down while it learns."
        ),
        parameters=6_624_904,
    ),
    Textbook(
        name="inception_v3",
        label="Inception-v3",
        year=2015,
        paper="Szegedy et al.: Rethinking the Inception Architecture, CVPR 2016",
        link="https://arxiv.org/abs/1512.00567",
        idea=Message("Large kernels taken apart: 1 x 7 and 7 x 1 in place of 7 x 7."),
        parameters=23_834_568,
        side=299,
        minimum=128,
    ),
    _residual(
        18,
        11_689_512,
        Message("A shortcut past every two convolutions: what is learned is a difference."),
    ),
    _residual(34, 21_797_672, Message("The same, 34 layers deep.")),
    _residual(
        50,
        25_557_032,
        Message("A bottleneck: 1 x 1 makes the maps fewer before 3 x 3 looks."),
    ),
    _residual(152, 60_192_808, Message("152 layers deep, and still it learns.")),
    Textbook(
        name="squeezenet",
        label="SqueezeNet",
        year=2016,
        paper="Iandola et al.: SqueezeNet: AlexNet-level accuracy with 50x fewer parameters",
        link="https://arxiv.org/abs/1602.07360",
        idea=Message("As good as AlexNet with a fiftieth of its weights: squeeze, then expand."),
        parameters=1_235_496,
        minimum=48,
    ),
    Textbook(
        name="densenet121",
        label="DenseNet-121",
        year=2016,
        paper="Huang et al.: Densely Connected Convolutional Networks, CVPR 2017",
        link="https://arxiv.org/abs/1608.06993",
        idea=Message("Every layer of a block sees the maps of all layers before it."),
        parameters=7_978_856,
    ),
    Textbook(
        name="mobilenetv1_100",
        label="MobileNet v1",
        year=2017,
        paper=_MOBILE,
        link="https://arxiv.org/abs/1704.04861",
        idea=Message("A filter a map, then 1 x 1 across them: an eighth of the arithmetic."),
        parameters=4_231_976,
    ),
    Textbook(
        name="mobilenetv2_100",
        label="MobileNet v2",
        year=2018,
        paper="Sandler et al.: Inverted Residuals and Linear Bottlenecks, CVPR 2018",
        link="https://arxiv.org/abs/1801.04381",
        idea=Message("Wide inside, narrow between blocks, with a shortcut from narrow to narrow."),
        parameters=3_504_872,
    ),
    Textbook(
        name="mobilenetv3_large_100",
        label="MobileNet v3",
        year=2019,
        paper="Howard et al.: Searching for MobileNetV3, ICCV 2019",
        link="https://arxiv.org/abs/1905.02244",
        idea=Message("Found by a search for phones: maps weighed by their means, a cheaper swish."),
        parameters=5_483_032,
    ),
    _efficient(0, 224, 1.0, 1.0, 5_288_548),
    _efficient(1, 240, 1.1, 1.0, 7_794_184),
    _efficient(2, 260, 1.2, 1.1, 9_109_994),
    _efficient(3, 300, 1.4, 1.2, 12_233_232),
    _efficient(4, 380, 1.8, 1.4, 19_341_616),
    _efficient(5, 456, 2.2, 1.6, 30_389_784),
    _efficient(6, 528, 2.6, 1.8, 43_040_704),
    _efficient(7, 600, 3.1, 2.0, 66_347_960),
)
"""All of them, in the order of their years."""

BY_NAME = {each.name: each for each in TEXTBOOKS}
