package org.descent.experiment.data;

import java.nio.file.Path;
import java.util.List;
import org.descent.contracts.InvalidSpec;
import org.descent.contracts.data.Examples;
import org.descent.contracts.data.Features;
import org.descent.contracts.data.NumberType;
import org.descent.contracts.data.Rescaling;
import org.descent.contracts.spec.DataSpec;

/**
 * CIFAR-10 and CIFAR-100 in their binary versions (Krizhevsky 2009): a byte for each label of an
 * image, then 32·32 bytes of red, as many of green and of blue, row-major.
 */
final class CifarExamples {
  private static final int SIDE = 32;
  private static final int CHANNELS = 3;
  private static final int PIXELS = SIDE * SIDE;
  private static final int WIDTH = CHANNELS * PIXELS;

  private static final List<String> CLASSES =
      List.of(
          "airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck");

  /** How a file of one kind is laid out. */
  private record Layout(int labels, int label, int classes, List<String> names) {
    int bytes() {
      return labels + WIDTH;
    }
  }

  private CifarExamples() {}

  /** Ten classes. */
  static final class Ten implements Source<DataSpec.Cifar10> {
    @Override
    public Class<DataSpec.Cifar10> spec() {
      return DataSpec.Cifar10.class;
    }

    @Override
    public KnownData known(DataSpec.Cifar10 spec) {
      return KnownData.fromFile(List.of("label"));
    }

    @Override
    public SourceExamples open(DataSpec.Cifar10 spec, DataDirectory files) {
      return read(spec.batches(), new Layout(1, 0, CLASSES.size(), CLASSES), files);
    }
  }

  /** A hundred classes, or the twenty that those belong to. */
  static final class Hundred implements Source<DataSpec.Cifar100> {
    @Override
    public Class<DataSpec.Cifar100> spec() {
      return DataSpec.Cifar100.class;
    }

    @Override
    public KnownData known(DataSpec.Cifar100 spec) {
      return KnownData.fromFile(List.of("label"));
    }

    @Override
    public SourceExamples open(DataSpec.Cifar100 spec, DataDirectory files) {
      boolean fine = spec.labels() == DataSpec.Cifar100.Labels.FINE;
      return read(spec.batches(), new Layout(2, fine ? 1 : 0, fine ? 100 : 20, List.of()), files);
    }
  }

  private static SourceExamples read(List<String> names, Layout layout, DataDirectory files) {
    var batches = names.stream().map(name -> files.file("batches", name)).toList();
    var parts = batches.stream().map(batch -> examples(batch, layout)).toList();
    var counts = parts.stream().map(Examples::count).toList(); // the place holds no examples
    return new SourceExamples(
        Examples.of(parts),
        (target, row) -> {
          int batch = 0;
          int within = row;
          while (within >= counts.get(batch)) {
            within -= counts.get(batch++);
          }
          return batches.get(batch) + ", " + RowPlace.example(within);
        });
  }

  private static Examples examples(Path file, Layout layout) {
    byte[] bytes = DataDirectory.bytes(file);
    int count = bytes.length / layout.bytes();
    InvalidSpec.unless(
        count > 0 && bytes.length % layout.bytes() == 0,
        "%s: %s bytes, expected a multiple of %s: of each image %s and %s bytes of colour%s",
        file,
        bytes.length,
        layout.bytes(),
        layout.labels() == 1 ? "a label" : "two labels",
        WIDTH,
        FileKind.hint(bytes));
    var features = new byte[count * WIDTH];
    var labels = new float[count];
    for (int image = 0; image < count; image++) {
      int from = image * layout.bytes();
      labels[image] = label(file, layout, image, bytes[from + layout.label()]);
      int plane = from + layout.labels();
      for (int channel = 0; channel < CHANNELS; channel++, plane += PIXELS) {
        for (int i = 0, to = image * WIDTH + channel; i < PIXELS; i++, to += CHANNELS) {
          features[to] = bytes[plane + i];
        }
      }
    }
    return new Examples(
        List.of(SIDE, SIDE, CHANNELS),
        Features.of(NumberType.U8, features, List.of(Rescaling.dividing(255))),
        List.of(new Examples.Target("label", labels, layout.names())));
  }

  private static int label(Path file, Layout layout, int image, byte value) {
    int label = Byte.toUnsignedInt(value);
    InvalidSpec.unless(
        label < layout.classes(),
        "%s, %s: the label %s, expected 0 to %s; is it the binary version of this data set?",
        file,
        RowPlace.example(image),
        label,
        layout.classes() - 1);
    return label;
  }
}
