package org.descent.experiment.data;

import java.util.List;
import org.descent.contracts.InvalidSpec;
import org.descent.contracts.data.Examples;
import org.descent.contracts.data.Rescaling;
import org.descent.contracts.spec.DataSpec;

/** Images and labels from MNIST's idx files. */
final class IdxExamples implements Source<DataSpec.Idx> {
  @Override
  public Class<DataSpec.Idx> spec() {
    return DataSpec.Idx.class;
  }

  @Override
  public KnownData known(DataSpec.Idx spec) {
    return KnownData.fromFile(List.of("label"));
  }

  @Override
  public SourceExamples open(DataSpec.Idx spec, DataDirectory files) {
    var imagesFile = files.file("images", spec.images());
    var labelsFile = files.file("labels", spec.labels());
    var images = IdxBytes.read(imagesFile);
    var labels = IdxBytes.read(labelsFile);
    InvalidSpec.unless(
        images.shape().size() >= 2,
        "%s: shape %s, expected images of two axes or more",
        imagesFile,
        images.shape());
    InvalidSpec.unless(
        labels.shape().equals(List.of(images.shape().get(0))),
        "%s: shape %s, expected [%s]: one label for each image",
        labelsFile,
        labels.shape(),
        images.shape().get(0));
    var all =
        new Examples(
            images.shape().subList(1, images.shape().size()),
            images.features(Rescaling.dividing(255)),
            List.of(ClassNumbers.label(spec.classes(), labels.features().floats(), labelsFile)));
    return new SourceExamples(
        spec.limit() > 0 && spec.limit() < all.count() ? all.slice(0, spec.limit()) : all,
        ClassNumbers.place(target -> labelsFile));
  }
}
