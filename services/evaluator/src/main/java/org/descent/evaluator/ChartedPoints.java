package org.descent.evaluator;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.descent.contracts.event.Landscape;
import org.descent.contracts.event.ModelPublished;
import org.descent.contracts.spec.Split;
import org.descent.contracts.spec.TrainingSpec;
import org.descent.experiment.judge.Judge;
import org.descent.experiment.judge.LandscapeJudge;

/**
 * The points of a model's landscapes that are looked at again: the network says there by itself
 * what the trainer's losses are made of.
 */
final class ChartedPoints {
  private final int first;
  private final List<Charted> all = new ArrayList<>();

  private record Charted(Landscape landscape, int point, float[] weights) {}

  /**
   * @param first place of their weights among those that the network is tried with
   */
  ChartedPoints(ModelPublished model, int first) {
    this.first = first;
    for (var landscape : model.landscapes()) {
      for (int point : LandscapeJudge.points(landscape)) {
        var weights = landscape.weights(model.lastWeights(), landscape.at(point));
        all.add(new Charted(landscape, point, weights));
      }
    }
  }

  /** The network's weights at each of them. */
  List<float[]> weights() {
    return all.stream().map(Charted::weights).toList();
  }

  /** What the trainer says of them and is not so. */
  List<String> disagreements(TrainingSpec training, Map<Split, SplitOutputs> splits) {
    var disagreements = new ArrayList<String>();
    for (int i = 0; i < all.size(); i++) {
      var charted = all.get(i);
      for (var losses : charted.landscape.losses()) {
        var said = splits.get(Split.of(losses.split()).orElseThrow());
        var outputs = said.outputs(first + i);
        var wanted = said.wanted();
        var found = Judge.metrics(training.network(), training.loss(), outputs, wanted);
        LandscapeJudge.disagreement(
                charted.landscape, losses, charted.point, found.loss(), wanted.count())
            .ifPresent(disagreements::add);
      }
    }
    return disagreements;
  }
}
