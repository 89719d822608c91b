package org.descent.experiment.data;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.descent.contracts.InvalidSpec;
import org.descent.contracts.data.Examples;
import org.descent.contracts.spec.Classes;
import org.descent.contracts.spec.DataSpec;

/** Images, labels and widths in NumPy's arrays. */
final class NpyExamples {
  private NpyExamples() {}

  /** Each in a file of its own. */
  static final class InFiles implements Source<DataSpec.Npy> {
    @Override
    public Class<DataSpec.Npy> spec() {
      return DataSpec.Npy.class;
    }

    @Override
    public KnownData known(DataSpec.Npy spec) {
      return NpyExamples.known(spec.widths());
    }

    @Override
    public SourceExamples open(DataSpec.Npy spec, DataDirectory files) {
      var images = array("images", spec.images(), files);
      var labels = array("labels", spec.labels(), files);
      var widths = spec.widths() == null ? null : array("widths", spec.widths(), files);
      return examples(images, labels, widths, spec.classes());
    }

    private static NpyArray array(String what, String name, DataDirectory files) {
      return NpyArray.read(files.file(what, name));
    }
  }

  /** All in one archive. */
  static final class InArchive implements Source<DataSpec.Npz> {
    @Override
    public Class<DataSpec.Npz> spec() {
      return DataSpec.Npz.class;
    }

    @Override
    public KnownData known(DataSpec.Npz spec) {
      return NpyExamples.known(spec.widths());
    }

    @Override
    public SourceExamples open(DataSpec.Npz spec, DataDirectory files) {
      try (var archive = NpzArchive.open(files.file("file", spec.file()))) {
        var images = archive.array("images", spec.images());
        var labels = archive.array("labels", spec.labels());
        var widths = spec.widths() == null ? null : archive.array("widths", spec.widths());
        return examples(images, labels, widths, spec.classes());
      }
    }
  }

  private static KnownData known(String widths) {
    return KnownData.fromFile(Stream.of("label", "width").limit(widths == null ? 1 : 2).toList());
  }

  private static SourceExamples examples(
      NpyArray images, NpyArray labels, NpyArray widths, Classes classes) {
    InvalidSpec.unless(
        images.shape().size() >= 2,
        "%s: shape %s, expected an axis of examples and one or more of features",
        images.name(),
        images.shape());
    int count = images.shape().get(0);
    requireOneEach("labels", labels, count);
    var targets = new ArrayList<Examples.Target>();
    targets.add(ClassNumbers.label(classes, labels.values(), labels.name()));
    if (widths != null) {
      requireOneEach("widths", widths, count);
      targets.add(new Examples.Target("width", widths.values()));
    }
    var shape = images.shape().subList(1, images.shape().size());
    Function<String, Object> names =
        target -> target.equals("label") ? labels.name() : widths.name();
    return new SourceExamples(
        new Examples(List.copyOf(shape), images.held(), targets), ClassNumbers.place(names));
  }

  private static void requireOneEach(String what, NpyArray array, int count) {
    var shape = array.shape();
    InvalidSpec.unless(
        array.held().length() == count && !shape.isEmpty() && shape.get(0) == count,
        "%s: shape %s, expected [%s]: one of the %s for each image%s",
        array.name(),
        shape,
        count,
        what,
        shape.size() == 2 && shape.get(0) == count
            ? "; of one-hot rows take the class numbers, numpy.argmax(labels, axis=1)"
            : "");
  }
}
