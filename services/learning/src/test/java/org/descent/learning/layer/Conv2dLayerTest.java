package org.descent.learning.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.descent.contracts.spec.Activation;
import org.descent.contracts.spec.LayerSpec;
import org.descent.contracts.spec.Loss;
import org.descent.learning.Fixtures;
import org.descent.learning.graph.Compiled;
import org.descent.learning.graph.Compiled.Array;
import org.descent.learning.graph.Gradients;
import org.descent.learning.graph.Xla;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.Output;

class Conv2dLayerTest {
  private static final int EXAMPLES = 5;
  private static final LayerSpec.Conv2d SPEC = new LayerSpec.Conv2d(3, 3, 2, Activation.TANH);

  /** 6 columns come out: blocks of 2 and 3, and all in one. */
  @ParameterizedTest
  @ValueSource(ints = {2, 3, 6})
  void blocksOfEverySizeComputeTheSame(int block) {
    for (boolean entered : new boolean[] {true, false}) {
      var one = outputAndGradients(1, entered);
      var many = outputAndGradients(block, entered);
      assertThat(many).hasSize(entered ? 3 : 4);
      for (int i = 0; i < many.size(); i++) {
        assertThat(Fixtures.doubles(many.get(i)))
            .containsExactly(Fixtures.doubles(one.get(i)), within(1e-5));
      }
    }
  }

  /**
   * @param entered whether the images are patches already
   */
  private static List<float[]> outputAndGradients(int block, boolean entered) {
    var place = new Layer.Place("layer0", Form.of(List.of(5, 7, 2)), entered, EXAMPLES, entered);
    var layer = new Conv2dLayer(SPEC, place, block);
    var features = Array.random(1, EXAMPLES * 5 * 7 * 2);
    var intake = layer.intake();
    var input =
        entered
            ? new Array(
                intake.matrix().of(features.values(), EXAMPLES),
                1,
                intake.rows(),
                intake.columns() * EXAMPLES)
            : new Array(features.values(), place.in().stacked(1, EXAMPLES));
    var weights = Array.random(2, 1, 3, 12);
    var biases = Array.random(3, 1, 3, 1);
    return Compiled.run(
        List.of(weights, biases, input),
        (xla, in) -> {
          var formulas =
              new Formulas(Map.of("layer0", List.of(SPEC.activation())), List.of(Loss.L2));
          var fields =
              Map.<String, Output<?>>of("layer0/weights", in.get(0), "layer0/biases", in.get(1));
          var pass = new StackedPass(xla, Mode.TRAIN, formulas, fields);
          var y = entered ? layer.entered(pass, in.get(2)) : layer.stacked(pass, in.get(2));
          var wanted = entered ? in.subList(0, 2) : in;
          var found = Gradients.of(xla, Map.of(y, xla.multiply(y, y)), wanted);
          var results = new ArrayList<Output<?>>(List.of(y));
          wanted.forEach(w -> results.add(summed(xla, found.get(w), w)));
          return results;
        });
  }

  private static Output<?> summed(Xla xla, Output<?> gradient, Output<?> like) {
    return gradient.shape().equals(like.shape()) ? gradient : xla.total(gradient, 2);
  }
}
