"""The terms of the field that the window uses, each explained in a few sentences for a learner."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication


@dataclass(frozen=True)
class Term:
    """One term in the language of the window.

    Attributes:
        title: the term.
        text: what it is and what it means here, in two to five sentences.
    """

    title: str
    text: str


# Qt declares its marker to give objects; they are the texts.
_TERMS: dict[str, tuple[object, object]] = {
    "backbone": (
        QT_TRANSLATE_NOOP("glossary", "Backbone"),
        QT_TRANSLATE_NOOP(
            "glossary",
            "The large part of a network, all layers but the last. Its convolutions turn a picture "
            "into a list of numbers, the features, that say what is in it: edges first, then "
            "textures, parts and objects. The backbone here was trained on 1.28 million pictures "
            "(ImageNet), so that yours need not teach it to see.",
        ),
    ),
    "feature_extraction": (
        QT_TRANSLATE_NOOP("glossary", "Feature extraction"),
        QT_TRANSLATE_NOOP(
            "glossary",
            "The backbone stays frozen: its weights do not change. Each picture passes through it "
            "once, and only a new head learns, from the features. That takes seconds to minutes on "
            "an ordinary computer, works with few pictures, and overfits less than training all "
            "layers.",
        ),
    ),
    "fine_tuning": (
        QT_TRANSLATE_NOOP("glossary", "Fine-tuning"),
        QT_TRANSLATE_NOOP(
            "glossary",
            "Layers of the pretrained backbone go on learning on your pictures, with a small "
            "learning rate so that they do not forget what they know. It can raise the accuracy "
            "where your pictures look unlike photos from the web. It takes longer than feature "
            "extraction, wants more pictures, and overfits more easily.",
        ),
    ),
    "from_scratch": (
        QT_TRANSLATE_NOOP("glossary", "From scratch"),
        QT_TRANSLATE_NOOP(
            "glossary",
            "A network begins with random weights and learns everything, edges and colours "
            "included, from your pictures alone. That wants many of them, some thousands, and "
            "time: with fewer, a pretrained network nearly always answers better. It shows what a "
            "network learns, and suits pictures unlike any others, or very small ones.",
        ),
    ),
    "head": (
        QT_TRANSLATE_NOOP("glossary", "Head"),
        QT_TRANSLATE_NOOP(
            "glossary",
            "The last layer, also called the classifier. It has one row of weights for each of "
            "your classes: features times weights plus a bias gives a score for each class, and "
            "softmax turns the scores into probabilities that add up to 100%. The head of the "
            "pretrained network knew 1,000 other classes, so a new one is learned for yours.",
        ),
    ),
    "logistic_regression": (
        QT_TRANSLATE_NOOP("glossary", "Logistic regression"),
        QT_TRANSLATE_NOOP(
            "glossary",
            "A head whose best weights are computed by a solver instead of being approached in "
            "small steps. With a frozen backbone the loss has a single lowest point, so the result "
            "is the same each time. There are no epochs and no learning rate to choose; how strong "
            "the regularisation is gets chosen by cross-validation.",
        ),
    ),
    "gradient_descent": (
        QT_TRANSLATE_NOOP("glossary", "Gradient descent"),
        QT_TRANSLATE_NOOP(
            "glossary",
            "How networks learn: compute the loss on a batch of pictures, find for each weight the "
            "direction in which the loss falls (the gradient), take a small step that way, and "
            "repeat. The learning rate sets the size of the step. Choose it here to watch the "
            "curves as in a course; logistic regression reaches a similar head without them.",
        ),
    ),
    "epoch": (
        QT_TRANSLATE_NOOP("glossary", "Epoch"),
        QT_TRANSLATE_NOOP(
            "glossary",
            "One pass over all training pictures. With 3,000 pictures and a batch size of 32, an "
            "epoch is 94 steps. After each epoch the validation pictures are checked, which gives "
            "one point of the curves; the weights of the best epoch are the ones that are kept.",
        ),
    ),
    "learning_rate": (
        QT_TRANSLATE_NOOP("glossary", "Learning rate"),
        QT_TRANSLATE_NOOP(
            "glossary",
            "The size of a step of gradient descent. Too large, and the loss jumps about or grows; "
            "too small, and it hardly falls. If the training loss swings up and down, divide it by "
            "ten; if it creeps, multiply it by three.",
        ),
    ),
    "loss": (
        QT_TRANSLATE_NOOP("glossary", "Loss"),
        QT_TRANSLATE_NOOP(
            "glossary",
            "The number that training makes small: cross-entropy, minus the logarithm of the "
            "probability that the model gives to the true class, on average. Sure and right costs "
            "almost 0; sure and wrong costs much. Guessing evenly among 10 classes gives 2.30. "
            "Unlike accuracy, it also notices how sure the answers are.",
        ),
    ),
    "overfitting": (
        QT_TRANSLATE_NOOP("glossary", "Overfitting"),
        QT_TRANSLATE_NOOP(
            "glossary",
            "The model learns the training pictures by heart instead of what they have in common. "
            "You see it where the training loss goes on falling while the validation loss rises. "
            "More pictures, stronger regularisation or stopping earlier help. A small gap between "
            "the two curves is normal.",
        ),
    ),
    "split": (
        QT_TRANSLATE_NOOP("glossary", "Split"),
        QT_TRANSLATE_NOOP(
            "glossary",
            "How your pictures are divided. From training pictures the model learns; with "
            "validation pictures settings and the threshold are chosen; test pictures are looked "
            "at once, at the end. A picture must never be in two of them: the figures would be too "
            "good to be true.",
        ),
    ),
    "stratified": (
        QT_TRANSLATE_NOOP("glossary", "Stratified"),
        QT_TRANSLATE_NOOP(
            "glossary",
            "The same share is taken from each class, so that validation has the same mix of "
            "classes as training. Drawing from all pictures at random could leave a rare class "
            "without a single validation picture.",
        ),
    ),
    "seed": (
        QT_TRANSLATE_NOOP("glossary", "Seed"),
        QT_TRANSLATE_NOOP(
            "glossary",
            "The number that chance starts from. The same seed gives the same split and the same "
            "training again. Try two or three: differences that change with the seed are chance, "
            "not progress.",
        ),
    ),
    "class_weights": (
        QT_TRANSLATE_NOOP("glossary", "Class weights"),
        QT_TRANSLATE_NOOP(
            "glossary",
            "Where one class has many more pictures than another, a model may do well by ignoring "
            "the rare one. Class weights make a mistake on a rare class cost more in the loss. "
            "Rare classes are then found more often, at the price of some false alarms.",
        ),
    ),
    "accuracy": (
        QT_TRANSLATE_NOOP("glossary", "Accuracy"),
        QT_TRANSLATE_NOOP(
            "glossary",
            "The share of pictures whose most probable class is the true one. With uneven classes "
            "it flatters: if 90% of the pictures are cats, always saying “cat” reaches 90%. So "
            "look at recall of each class as well.",
        ),
    ),
    "confidence_interval": (
        QT_TRANSLATE_NOOP("glossary", "95% interval"),
        QT_TRANSLATE_NOOP(
            "glossary",
            "How far chance may have moved the figure, because it comes from only so many "
            "pictures. 92% measured on 60 pictures means a true accuracy of about 82 to 97%. Two "
            "runs whose intervals overlap widely cannot be told apart; more test pictures make the "
            "interval narrower.",
        ),
    ),
    "tsne": (
        QT_TRANSLATE_NOOP("glossary", "Main axes and t-SNE"),
        QT_TRANSLATE_NOOP(
            "glossary",
            "Two ways to put pictures into a plane. The main axes (principal components) are the "
            "two directions in which the features of the pictures differ most; what they differ "
            "in otherwise is left out. t-SNE (Maaten and Hinton, 2008) moves points until those "
            "that the network sees alike lie side by side: it keeps neighbourhoods, not distances. "
            "A gap between two groups, or the size of one, means nothing.",
        ),
    ),
    "precision_recall_f1": (
        QT_TRANSLATE_NOOP("glossary", "Precision, recall and F1"),
        QT_TRANSLATE_NOOP(
            "glossary",
            "For one class. Precision: of the pictures that the model calls “hat”, how many are "
            "hats. Recall: of all hats, how many it finds. F1 joins both in one figure, their "
            "harmonic mean, which is low as soon as one of them is low.",
        ),
    ),
    "roc_curve": (
        QT_TRANSLATE_NOOP("glossary", "Curves of one class"),
        QT_TRANSLATE_NOOP(
            "glossary",
            "Each point is one threshold on the probability of the class. Precision over recall: "
            "how many of the accepted are right, and how many of the class are found; best is the "
            "upper right corner. ROC: how many of the class are found over how many of the others "
            "are taken for it; best is the upper left corner, the diagonal is guessing, and the "
            "area below is the chance that a picture of the class has a higher probability than "
            "another. Where a class is rare, precision and recall say more.",
        ),
    ),
    "confusion_matrix": (
        QT_TRANSLATE_NOOP("glossary", "Confusion matrix"),
        QT_TRANSLATE_NOOP(
            "glossary",
            "A table of what was taken for what: each row is a true class, each column what the "
            "model said. Right answers lie on the diagonal. A large number elsewhere names two "
            "classes that the model mixes up; open the cell to see the pictures and why.",
        ),
    ),
    "shortcut": (
        QT_TRANSLATE_NOOP("glossary", "Shortcut"),
        QT_TRANSLATE_NOOP(
            "glossary",
            "A model is right for the wrong reason where something beside the object tells the "
            "class: a watermark, a ruler, the colour of a table. It fails when that changes. Here "
            "corners, edges and the border of held-out pictures are painted over, one after the "
            "other: where the accuracy then falls much, or where the colours of such a region "
            "alone tell the classes apart, that is told.",
        ),
    ),
    "pictures_curve": (
        QT_TRANSLATE_NOOP("glossary", "Learning curve by pictures"),
        QT_TRANSLATE_NOOP(
            "glossary",
            "How right a model is by how many pictures it learned from. Errors mostly fall with a "
            "power of their number, ever more slowly: each doubling brings less than the one "
            "before. Heads that learn from a sixteenth, an eighth ... of the training pictures "
            "show the curve, and it is continued to twice and four times as many. The interval is "
            "wide where few held-out pictures judge, and it holds for more pictures of the same "
            "kind: what is missing among them, no curve tells.",
        ),
    ),
    "threshold": (
        QT_TRANSLATE_NOOP("glossary", "Threshold"),
        QT_TRANSLATE_NOOP(
            "glossary",
            "Answers with less confidence than this are marked unsure and left to you. It is the "
            "lowest value at which the accepted validation pictures reach the accuracy that you "
            "ask for. Higher: fewer mistakes, but more pictures to look at yourself.",
        ),
    ),
    "heat_map": (
        QT_TRANSLATE_NOOP("glossary", "Heat map"),
        QT_TRANSLATE_NOOP(
            "glossary",
            "Where in the picture the network found reasons for a class; evidence is exact: the "
            "score of a class is a sum over places, and the map shows what each place adds, in "
            "all stages that the head looks at. Grad-CAM is an approximation that works for every "
            "network: the maps of the last convolution, each weighted by how much it raises the "
            "score. Finer-CAM does the same with what the score has over those of the classes most "
            "like it: it shows what tells them apart. If the heat lies on the background, the "
            "model may have learned the wrong thing. A class map slides the network over all of "
            "the picture and says how likely the class is at each place, a window map how likely "
            "in the window round it.",
        ),
    ),
    "confidence": (
        QT_TRANSLATE_NOOP("glossary", "Confidence"),
        QT_TRANSLATE_NOOP(
            "glossary",
            "The probability of the most probable class, from softmax. It compares your classes "
            "with each other only: a picture of something else can still get a high one. The "
            "threshold says from which confidence an answer is accepted.",
        ),
    ),
    "duplicates": (
        QT_TRANSLATE_NOOP("glossary", "Duplicates"),
        QT_TRANSLATE_NOOP(
            "glossary",
            "Files with the same picture. If one copy is for training and the other for "
            "validation, the model is asked what it was told, and the accuracy is too high. If "
            "copies lie in different classes, one of the labels is wrong.",
        ),
    ),
    "stage_features": (
        QT_TRANSLATE_NOOP("glossary", "Features of all stages"),
        QT_TRANSLATE_NOOP(
            "glossary",
            "A network sees edges first, then textures, then parts and whole things. Usually a "
            "head looks at what the last stage says. On pictures unlike everyday photos, X-rays "
            "or hand signs say, what the earlier stages saw helps too: the mean of each of their "
            "maps is put beside the last stage's features. It costs no time.",
        ),
    ),
    "framing": (
        QT_TRANSLATE_NOOP("glossary", "Framing"),
        QT_TRANSLATE_NOOP(
            "glossary",
            "A network takes square pictures of one size. Usually it is shown the centre, which "
            "suits photos whose subject is in the middle: of a 3:4 photo it sees 57% of the area, "
            "of a strip far less. Shown whole, with margins, nothing is cut off, but everything "
            "is smaller; squeezed, shapes are bent. A model is shown new pictures as it was shown "
            "those it learned from.",
        ),
    ),
    "cross_validation": (
        QT_TRANSLATE_NOOP("glossary", "Cross-validation"),
        QT_TRANSLATE_NOOP(
            "glossary",
            "The pictures are cut into a few parts, the folds; each in turn is the exam, and a new "
            "model learns from the others. So every picture is judged once, by a model that never "
            "saw it, and the spread of the folds tells how far to trust their mean; training takes "
            "as many times as there are folds. Inside the training pictures the strength of the "
            "regularisation and which features the head looks at are chosen in the same way, so "
            "that validation and test pictures stay unseen.",
        ),
    ),
    "mirrored_features": (
        QT_TRANSLATE_NOOP("glossary", "Seen mirrored too"),
        QT_TRANSLATE_NOOP(
            "glossary",
            "The backbone sees each picture twice, as it is and mirrored, and the head learns on "
            "the mean of both features. From then on every answer, every figure and every export "
            "is of both: reading pictures takes twice the time. Accuracy rises by a point at best. "
            "Where left and right make a difference, as in letters, digits and hand signs, it "
            "takes away what tells them apart. Unlike several looks on the page Classify, it is "
            "part of the model, and its threshold is chosen with it; timm, which looks once, does "
            "not open such a model.",
        ),
    ),
    "looks": (
        QT_TRANSLATE_NOOP("glossary", "Looks at each picture"),
        QT_TRANSLATE_NOOP(
            "glossary",
            "Test-time augmentation: the model answers for the picture, for its mirror image, for "
            "parts of it, and the answers are averaged. Two looks take twice as long, five take "
            "five times. It often helps by a point or not at all: the command `tlgui evaluate "
            "--looks` says what it does on pictures whose class is known. The threshold stays the "
            "one that was chosen for one look.",
        ),
    ),
    "calibration": (
        QT_TRANSLATE_NOOP("glossary", "Calibration"),
        QT_TRANSLATE_NOOP(
            "glossary",
            "A model is calibrated where its answers are right as often as they are sure: of those "
            "that are 80% sure, 80 in 100. The diagram puts the share that is right over the "
            "sureness; below the dashed line answers are too sure. Dividing all scores by one "
            "number, the temperature, mends much of that and changes no answer.",
        ),
    ),
    "ensemble": (
        QT_TRANSLATE_NOOP("glossary", "Ensemble"),
        QT_TRANSLATE_NOOP(
            "glossary",
            "Several models that answer together: the mean of their probabilities counts. They "
            "must err on different pictures to help: in bagging each learns from a sample of the "
            "training pictures, drawn with repetition; or each begins with another seed. The gain "
            "over one model is often a point or none, and prediction takes longer where each has a "
            "network of its own.",
        ),
    ),
    "groups": (
        QT_TRANSLATE_NOOP("glossary", "Groups"),
        QT_TRANSLATE_NOOP(
            "glossary",
            "Pictures that were made together: frames of a clip, a burst, one patient or animal. "
            "If the model learns from one and is judged by another, it knows what it is asked, and "
            "the accuracy says nothing about new pictures. Kept together, a whole group is either "
            "learned from or judged by.",
        ),
    ),
    "regularisation": (
        QT_TRANSLATE_NOOP("glossary", "Regularisation"),
        QT_TRANSLATE_NOOP(
            "glossary",
            "A penalty on large weights that is added to the loss. It keeps the head from leaning "
            "on chance details of few pictures, and so works against overfitting. Too strong, and "
            "it cannot learn the differences that matter (underfitting).",
        ),
    ),
}

TERM_KEYS = tuple(_TERMS)
"""All keys that ``term`` takes."""


def term(key: str) -> Term:
    """The term ``key``, one of ``TERM_KEYS``, in the language of now."""
    title, text = _TERMS[key]
    translate = QCoreApplication.translate
    return Term(translate("glossary", str(title)), translate("glossary", str(text)))
