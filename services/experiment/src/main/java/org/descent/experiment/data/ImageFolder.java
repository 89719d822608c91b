package org.descent.experiment.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.descent.contracts.InvalidSpec;
import org.descent.contracts.data.Examples;
import org.descent.contracts.spec.DataSpec;
import org.descent.contracts.spec.Sides;

/** Images in folders that are called by their classes. */
final class ImageFolder implements Source<DataSpec.Images> {
  @Override
  public Class<DataSpec.Images> spec() {
    return DataSpec.Images.class;
  }

  @Override
  public KnownData known(DataSpec.Images spec) {
    return KnownData.fromFile(List.of("label"));
  }

  /** One image of the data. */
  private record Labelled(Path file, int label) {}

  @Override
  public SourceExamples open(DataSpec.Images spec, DataDirectory files) {
    var folder = files.folder("folder", spec.folder());
    var classes = sorted(folder, Files::isDirectory);
    InvalidSpec.unless(
        !classes.isEmpty(), "%s: no folders in it, expected one for each class", folder);
    var images = new ArrayList<Labelled>();
    for (int label = 0; label < classes.size(); label++) {
      var own = sorted(classes.get(label), ImageFolder::isImage);
      InvalidSpec.unless(!own.isEmpty(), "%s: no PNG or JPEG in it", classes.get(label));
      for (var file : own) {
        images.add(new Labelled(files.file("folder", file.toString()), label));
      }
    }
    var names = classes.stream().map(path -> path.getFileName().toString()).toList();
    return new SourceExamples(examples(spec, images, names), place(folder, images));
  }

  private static RowPlace place(Path folder, List<Labelled> images) {
    return new RowPlace() {
      @Override
      public String of(String target, int row) {
        return images.get(row).file().toString();
      }

      @Override
      public String whole(String target) {
        return folder.toString();
      }
    };
  }

  private static Examples examples(
      DataSpec.Images spec, List<Labelled> images, List<String> classes) {
    int channels = spec.grey() ? 1 : 3;
    var first = images.get(0).file();
    var size = spec.resize() != null ? spec.resize() : PixelImage.read(first, channels).size();
    int width = Math.multiplyExact(size.height() * size.width(), channels);
    long bytes = 4L * width * images.size();
    InvalidSpec.unless(
        bytes <= DataDirectory.MAX_BYTES,
        "%s images of %s features take %s bytes, at most %s are read; a smaller resize takes less",
        images.size(),
        width,
        bytes,
        DataDirectory.MAX_BYTES);
    var pixels = new Pixels(images.size(), width);
    var labels = new float[images.size()];
    for (int i = 0; i < labels.length; i++) {
      var image = PixelImage.read(images.get(i).file(), channels);
      if (spec.resize() == null) {
        requireSize(images.get(i).file(), image.size(), first, size);
      }
      pixels.put(i, image.resized(size));
      labels[i] = images.get(i).label();
    }
    return new Examples(
        spec.grey()
            ? List.of(size.height(), size.width())
            : List.of(size.height(), size.width(), channels),
        pixels.features(),
        List.of(new Examples.Target("label", labels, classes)));
  }

  private static void requireSize(Path file, Sides size, Path first, Sides expected) {
    InvalidSpec.unless(
        size.equals(expected),
        "%s: %s pixels high and %s wide, %s has %s and %s; resize: [%s, %s] makes them one size",
        file,
        size.height(),
        size.width(),
        first,
        expected.height(),
        expected.width(),
        expected.height(),
        expected.width());
  }

  private static boolean isImage(Path file) {
    return file.getFileName().toString().toLowerCase(Locale.ROOT).matches(".+\\.(png|jpe?g)");
  }

  /** What is not hidden in {@code folder} and {@code wanted}, in the order of names. */
  private static List<Path> sorted(Path folder, Predicate<Path> wanted) {
    try (var entries = Files.list(folder)) {
      return entries
          .filter(path -> !path.getFileName().toString().startsWith("."))
          .filter(wanted)
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
