package org.descent.control.page;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.descent.contracts.Evenly;
import org.descent.contracts.event.CohortCheckpointed.Running;
import org.descent.contracts.event.End;
import org.descent.contracts.event.ModelPublished;
import org.descent.contracts.event.TrialEvaluated;
import org.descent.contracts.spec.HeadSpec;
import org.descent.contracts.spec.LayerSpec;
import org.descent.contracts.spec.NetworkSpec;
import org.descent.contracts.spec.ParameterLayout;

/**
 * The networks of a variant with the weights that its trials had at their snapshots: what it takes
 * to compute them.
 *
 * @param shape of one example's features
 * @param parameters where each array stands in a row of weights
 * @param size number of parameters
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record NetworkView(
    int variant,
    String label,
    List<Integer> shape,
    List<LayerSpec> layers,
    List<HeadSpec> heads,
    List<Array> parameters,
    int size,
    List<Trial> trials) {
  /** An array of parameters, row-major, from {@code offset} on. */
  public record Array(String name, List<Integer> shape, int offset) {}

  /**
   * A trial that has ended, or is in training.
   *
   * @param end null while it is in training
   * @param published number of its snapshots in the log, of which these are some
   * @param iterations of the snapshots, ascending; the last is its end, or where it was last seen
   * @param weights float32 little-endian, [iterations, size]
   */
  public record Trial(
      String trial,
      long seed,
      int fold,
      End end,
      int published,
      List<Integer> iterations,
      byte[] weights) {
    /** With at most {@code most} snapshots, the first and the last among them. */
    static Trial of(TrialEvaluated ended, int fold, ModelPublished model, int most) {
      var end = ended.training().end();
      var whole =
          new Trial(
              ended.trial(),
              ended.training().seed(),
              fold,
              end,
              model.iterations().size(),
              model.iterations(),
              model.weights());
      return whole.thinned(4 * model.parameters(), most);
    }

    /** One in training; what it has come to last counts as a snapshot, too. */
    static Trial of(Running running, long seed, int fold, int most) {
      var iterations = new ArrayList<>(running.snapshots());
      var weights = new ByteArrayOutputStream();
      weights.writeBytes(running.snapshotWeights());
      if (iterations.isEmpty() || iterations.get(iterations.size() - 1) <= running.iterations()) {
        iterations.add(running.iterations() + 1);
        weights.writeBytes(running.weights());
      }
      var whole =
          new Trial(
              running.trial(),
              seed,
              fold,
              null,
              iterations.size(),
              iterations,
              weights.toByteArray());
      return whole.thinned(4 * running.parameters(), most);
    }

    /**
     * The same at some of the snapshots.
     *
     * @param width bytes of a snapshot
     */
    private Trial thinned(int width, int most) {
      int[] rows = Evenly.places(iterations.size(), most);
      var some = new byte[width * rows.length];
      for (int i = 0; i < rows.length; i++) {
        System.arraycopy(weights, width * rows[i], some, width * i, width);
      }
      var at = Arrays.stream(rows).mapToObj(iterations::get).toList();
      return new Trial(trial, seed, fold, end, published, at, some);
    }
  }

  static NetworkView of(
      int variant, String label, NetworkSpec network, List<Integer> shape, List<Trial> trials) {
    var layout = ParameterLayout.of(network, shape);
    return new NetworkView(
        variant,
        label,
        shape,
        network.layers(),
        network.heads(),
        layout.parameters().stream().map(p -> new Array(p.name(), p.shape(), p.offset())).toList(),
        layout.size(),
        trials);
  }
}
