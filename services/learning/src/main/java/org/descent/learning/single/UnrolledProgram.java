package org.descent.learning.single;

import org.descent.learning.Sessions;
import org.descent.learning.TrainingData;
import org.descent.learning.graph.Tensors;
import org.tensorflow.Graph;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;

/**
 * A compiled training program: a graph of some unrolled iterations, without variables. Weights,
 * settings and data are fed, so trials and threads may share it.
 *
 * <p>It can also be run for its first iteration alone. Either way an iteration computes the same
 * bits, so weights from within a run can be had by repeating it one iteration at a time.
 */
final class UnrolledProgram implements AutoCloseable {
  private final UnrolledKey key;
  private final Graph graph = new Graph();
  private final UnrolledGraph ends;
  private final Session session;

  /**
   * @throws org.descent.contracts.InvalidSpec if the network does not fit the input shape
   */
  UnrolledProgram(UnrolledKey key) {
    this.key = key;
    try {
      ends = new UnrolledGraph(Ops.create(graph), key);
      session = Sessions.open(graph);
    } catch (RuntimeException e) {
      graph.close();
      throw e;
    }
  }

  UnrolledKey key() {
    return key;
  }

  /**
   * What a run yields; whoever asked for it closes {@code state}.
   *
   * @param state after the iterations
   * @param metrics row-major [2 · heads, steps]: for each head its loss, then its number of right
   *     answers, all before the iteration's update
   * @param lengths row-major [steps, arrays that are trained], of gradients; empty if nobody looks
   */
  record Run(TrainingState state, float[] metrics, float[] lengths) {}

  /** Runs all iterations. */
  Run runAll(TrainingData data, TrainingState state, Feeding.Feeds feeds) {
    return run(runner(data, state), feeds, ends.all);
  }

  /** Runs the first iteration alone; its metrics fill every column. */
  Run runFirst(TrainingData data, TrainingState state, Feeding.Feeds feeds) {
    return run(runner(data, state), feeds, ends.first);
  }

  /**
   * Metrics at {@code state} on {@code count} examples of the data, the first of them at {@code
   * from}: [2 · heads], rows as in {@link Run}.
   */
  float[] evaluate(TrainingData data, int from, int count, TrainingState state) {
    var runner = runner(data, state);
    try (var block = Tensors.of(new int[] {from, count}, 2);
        var result = runner.feed(ends.block, block).fetch(ends.evaluation).run()) {
      return Tensors.floats(result.get(0));
    }
  }

  private Run run(Session.Runner runner, Feeding.Feeds feeds, UnrolledGraph.Ends yields) {
    yields.state().forEach(runner::fetch);
    runner.fetch(yields.metrics());
    yields.lengths().ifPresent(runner::fetch);
    int steps = feeds.steps();
    try (var numbers = Tensors.of(feeds.settings(), steps, feeds.settings().length / steps);
        var draws = Tensors.of(feeds.draws(), steps, feeds.draws().length / steps / 2, 2);
        var batches = Tensors.of(feeds.batches(), steps, key.batch().size())) {
      runner.feed(ends.settings, numbers);
      if (feeds.draws().length > 0) {
        runner.feed(ends.draws, draws);
      }
      if (!key.batch().full()) {
        runner.feed(ends.batches, batches);
      }
      var result = runner.run();
      int vectors = ends.state.size();
      var metrics = Tensors.floats(result.get(vectors));
      var lengths =
          yields.lengths().isPresent() ? Tensors.floats(result.get(vectors + 1)) : new float[0];
      return new Run(TrainingState.of(result, vectors), metrics, lengths);
    }
  }

  private Session.Runner runner(TrainingData data, TrainingState state) {
    var runner = session.runner().setOptions(Sessions.IN_CALLER);
    runner.feed(ends.features, data.features());
    for (int i = 0; i < ends.targets.size(); i++) {
      runner.feed(ends.targets.get(i), data.targets().get(i));
    }
    for (int i = 0; i < ends.state.size(); i++) {
      runner.feed(ends.state.get(i), state.vectors().get(i));
    }
    return runner;
  }

  @Override
  public void close() {
    session.close();
    graph.close();
  }
}
