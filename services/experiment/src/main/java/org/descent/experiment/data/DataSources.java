package org.descent.experiment.data;

import java.nio.file.Path;
import org.descent.contracts.InvalidSpec;
import org.descent.contracts.data.Examples;
import org.descent.contracts.spec.DataSpec;
import org.descent.contracts.spec.NetworkSpec;

/** Where examples come from: every {@link DataSpec} has a generator or a reader here. */
public final class DataSources {
  private DataSources() {}

  /**
   * The examples that {@code spec} asks for, in the source's own order.
   *
   * @param base directory that relative paths start from and that every file must stand in; the
   *     root of the file system allows all
   * @throws InvalidSpec if a file is missing, unreadable or not what it should be
   */
  public static Examples load(DataSpec spec, Path base) {
    throw new UnsupportedOperationException();
  }

  /**
   * Checks that every head's target column exists and holds what the head can learn.
   *
   * @param examples in the source's order, because messages name rows, counted from 0
   * @throws InvalidSpec naming the first value that does not fit
   */
  public static void checkTargets(Examples examples, NetworkSpec network) {
    throw new UnsupportedOperationException();
  }
}
