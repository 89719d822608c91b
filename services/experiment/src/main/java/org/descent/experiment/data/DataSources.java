package org.descent.experiment.data;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.descent.contracts.InvalidSpec;
import org.descent.contracts.data.Examples;
import org.descent.contracts.spec.DataSpec;

/** Where examples come from: every {@link DataSpec} has a source here. */
public final class DataSources {
  static final List<Source<?>> SOURCES =
      List.of(
          new RandomImagesGenerator(),
          new LineGenerator(),
          new DetectionGenerator(),
          new Mnist1dGenerator(),
          new XorPoints(),
          new SinglePoint(),
          new LinearModesSource(),
          new ModularAdditionSource(),
          new ParitySource(),
          new TeacherSource(),
          new EncoderSource(),
          new NpyExamples.InFiles(),
          new NpyExamples.InArchive(),
          new CsvExamples(),
          new ParquetExamples(),
          new IdxExamples(),
          new CifarExamples.Ten(),
          new CifarExamples.Hundred(),
          new ImageFolder(),
          new PartsExamples());

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
    return open(spec, new DataDirectory(base));
  }

  static SourceExamples open(DataSpec spec, DataDirectory files) {
    return opened(of(spec), spec, files);
  }

  /** What is known of data before anybody has looked at them. */
  public static KnownData known(DataSpec spec) {
    return known(of(spec), spec);
  }

  /**
   * The same, with the files that were read.
   *
   * @throws InvalidSpec also if a file changes meanwhile
   */
  public static SourceExamples read(DataSpec spec, Path base) {
    var files = new DataDirectory(base);
    var named = spec.files().stream().distinct().toList();
    var state = FileState.of(named, files);
    var describing =
        CompletableFuture.supplyAsync(() -> named.stream().map(files::describe).toList());
    var source = open(spec, base);
    var described = result(describing);
    InvalidSpec.unless(
        state.isCurrent(), "%s changed while it was read; try again", String.join(", ", named));
    return source.from(described, state);
  }

  private static <T> T result(CompletableFuture<T> future) {
    try {
      return future.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }

  /** The source of {@code spec}. */
  static Source<?> of(DataSpec spec) {
    return SOURCES.stream()
        .filter(source -> source.spec().isInstance(spec))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no source for " + spec));
  }

  private static <S extends DataSpec> SourceExamples opened(
      Source<S> source, DataSpec spec, DataDirectory files) {
    return source.open(source.spec().cast(spec), files);
  }

  private static <S extends DataSpec> KnownData known(Source<S> source, DataSpec spec) {
    return source.known(source.spec().cast(spec));
  }
}
