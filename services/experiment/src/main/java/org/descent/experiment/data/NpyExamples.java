package org.descent.experiment.data;

import java.util.ArrayList;
import java.util.stream.Stream;
import org.descent.contracts.InvalidSpec;
import org.descent.contracts.data.Examples;
import org.descent.contracts.spec.DataSpec;

/** Images, labels and widths from NumPy files. */
final class NpyExamples implements Source<DataSpec.Npy> {
  @Override
  public Class<DataSpec.Npy> spec() {
    return DataSpec.Npy.class;
  }

  @Override
  public KnownData known(DataSpec.Npy spec) {
    return KnownData.fromFile(
        Stream.of("label", "width").limit(spec.widths() == null ? 1 : 2).toList());
  }

  @Override
  public SourceExamples open(DataSpec.Npy spec, DataDirectory files) {
    var imagesFile = files.file("images", spec.images());
    var images = NpyArray.read(imagesFile);
    InvalidSpec.unless(
        images.shape().size() >= 2,
        "%s: shape %s, expected an axis of examples and one or more of features",
        imagesFile,
        images.shape());
    int count = images.shape().get(0);
    var targets = new ArrayList<Examples.Target>();
    targets.add(target("label", "labels", spec.labels(), files, count));
    if (spec.widths() != null) {
      targets.add(target("width", "widths", spec.widths(), files, count));
    }
    var shape = images.shape().subList(1, images.shape().size());
    return new SourceExamples(
        new Examples(shape, images.values(), targets),
        (target, row) -> {
          boolean label = target.equals("label");
          var file =
              label ? files.file("labels", spec.labels()) : files.file("widths", spec.widths());
          return file + ", " + RowPlace.example(row);
        });
  }

  private static Examples.Target target(
      String target, String what, String name, DataDirectory files, int count) {
    var file = files.file(what, name);
    var array = NpyArray.read(file);
    InvalidSpec.unless(
        array.values().length == count && array.shape().get(0) == count,
        "%s: shape %s, expected [%s]: one of the %s for each image%s",
        file,
        array.shape(),
        count,
        what,
        array.shape().size() == 2 && array.shape().get(0) == count
            ? "; of one-hot rows take the class numbers, numpy.argmax(labels, axis=1)"
            : "");
    return new Examples.Target(target, array.values());
  }
}
