package org.descent.learning.single;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.descent.learning.graph.Tensors;
import org.tensorflow.Result;
import org.tensorflow.types.TFloat32;

/**
 * A trial's parameters and what its optimiser remembers, as tensors; owns them.
 *
 * @param vectors [parameters] each
 */
record TrainingState(List<TFloat32> vectors, Runnable release) implements AutoCloseable {
  /** Where a trial starts: its weights, and what its optimiser remembers. */
  static TrainingState of(float[] weights, List<float[]> slots) {
    var vectors =
        Stream.concat(Stream.of(weights), slots.stream())
            .map(vector -> Tensors.of(vector, vector.length))
            .toList();
    return new TrainingState(vectors, () -> vectors.forEach(TFloat32::close));
  }

  /** Takes over {@code result}, whose first {@code vectors} tensors are the state. */
  static TrainingState of(Result result, int vectors) {
    return new TrainingState(
        IntStream.range(0, vectors).mapToObj(i -> (TFloat32) result.get(i)).toList(),
        result::close);
  }

  /** What the optimiser remembers, each flat. */
  List<float[]> slots() {
    return vectors.stream().skip(1).map(Tensors::floats).toList();
  }

  /** The flat parameters. */
  float[] weights() {
    return Tensors.floats(vectors.get(0));
  }

  @Override
  public void close() {
    release.run();
  }
}
