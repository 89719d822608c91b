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
  /** Where a trial starts: its weights, and an optimiser that remembers nothing. */
  static TrainingState initial(float[] weights, int memories) {
    var vectors =
        Stream.concat(
                Stream.of(Tensors.of(weights, weights.length)),
                IntStream.range(0, memories)
                    .mapToObj(i -> Tensors.of(new float[weights.length], weights.length)))
            .toList();
    return new TrainingState(vectors, () -> vectors.forEach(TFloat32::close));
  }

  /** Takes over {@code result}, whose first {@code vectors} tensors are the state. */
  static TrainingState of(Result result, int vectors) {
    return new TrainingState(
        IntStream.range(0, vectors).mapToObj(i -> (TFloat32) result.get(i)).toList(),
        result::close);
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
