package org.descent.experiment.data;

import java.nio.file.Path;
import org.descent.contracts.InvalidSpec;
import org.descent.contracts.data.Examples;
import org.descent.contracts.spec.DataSpec;

/** Where examples come from: every {@link DataSpec} has a generator or a reader here. */
public final class DataSources {
  private DataSources() {}

  /**
   * The examples that {@code spec} asks for, in the source's own order.
   *
   * @param base directory that relative paths start from and that every file must stand in,
   *     symbolic links followed; the root of the file system allows all
   * @throws InvalidSpec if a file is missing, unreadable or not what it should be
   */
  public static Examples load(DataSpec spec, Path base) {
    return open(spec, base).examples();
  }

  /** The same with the place of each example. */
  public static SourceExamples open(DataSpec spec, Path base) {
    var files = new DataDirectory(base);
    if (spec instanceof DataSpec.RandomImages random) {
      return generated(RandomImagesGenerator.generate(random));
    } else if (spec instanceof DataSpec.Line line) {
      return generated(LineGenerator.generate(line));
    } else if (spec instanceof DataSpec.Detection detection) {
      return generated(DetectionGenerator.generate(detection));
    } else if (spec instanceof DataSpec.Xor) {
      return generated(Points.xor());
    } else if (spec instanceof DataSpec.Point point) {
      return generated(Points.single(point));
    } else if (spec instanceof DataSpec.Npy npy) {
      return NpyExamples.load(npy, files);
    } else if (spec instanceof DataSpec.Csv csv) {
      return CsvExamples.load(csv, files);
    } else if (spec instanceof DataSpec.Idx idx) {
      return IdxExamples.load(idx, files);
    }
    throw new IllegalArgumentException("no source for " + spec);
  }

  /**
   * The same, with the files that were read.
   *
   * @throws InvalidSpec also if a file changes meanwhile
   */
  public static SourceExamples read(DataSpec spec, Path base) {
    var files = new DataDirectory(base);
    var named = spec.files().stream().distinct().toList();
    var described = named.stream().map(files::describe).toList();
    var stamps = named.stream().map(files::stamp).toList();
    var source = open(spec, base);
    InvalidSpec.unless(
        named.stream().map(files::stamp).toList().equals(stamps),
        "%s changed while it was read; try again",
        String.join(", ", named));
    return source.from(described);
  }

  private static SourceExamples generated(Examples examples) {
    return new SourceExamples(examples, RowPlace.GENERATED);
  }
}
