package org.descent.experiment.data;

import java.nio.file.Path;
import java.util.List;
import org.descent.contracts.InvalidSpec;
import org.descent.contracts.data.Examples;
import org.descent.contracts.event.DataFile;
import org.descent.contracts.spec.DataSpec;
import org.descent.contracts.spec.NetworkSpec;

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
    var files = new DataDirectory(base);
    if (spec instanceof DataSpec.RandomImages random) {
      return RandomImagesGenerator.generate(random);
    } else if (spec instanceof DataSpec.Line line) {
      return LineGenerator.generate(line);
    } else if (spec instanceof DataSpec.Detection detection) {
      return DetectionGenerator.generate(detection);
    } else if (spec instanceof DataSpec.Xor) {
      return Points.xor();
    } else if (spec instanceof DataSpec.Point point) {
      return Points.single(point);
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
  public static Loaded read(DataSpec spec, Path base) {
    var files = new DataDirectory(base);
    var named = spec.files().stream().distinct().toList();
    var described = named.stream().map(files::describe).toList();
    var stamps = named.stream().map(files::stamp).toList();
    var examples = load(spec, base);
    InvalidSpec.unless(
        named.stream().map(files::stamp).toList().equals(stamps),
        "%s changed while it was read; try again",
        String.join(", ", named));
    return new Loaded(examples, described);
  }

  /**
   * Examples with what they were read from.
   *
   * @param files empty for generated examples
   */
  public record Loaded(Examples examples, List<DataFile> files) {}

  /**
   * Checks that every head's target column exists and holds what the head can learn: 0 or 1 for a
   * binary head (any number from 0 to 1 if it has a tolerance), class numbers from 0 for a
   * multi-class head.
   *
   * @param examples in the source's order, because messages name rows, counted from 0
   * @throws InvalidSpec naming the first value that does not fit
   */
  public static void checkTargets(Examples examples, NetworkSpec network) {
    for (var head : network.heads()) {
      TargetCheck.check(examples, head);
    }
  }
}
