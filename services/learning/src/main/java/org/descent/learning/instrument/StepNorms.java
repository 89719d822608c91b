package org.descent.learning.instrument;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.descent.contracts.spec.InstrumentSpec;
import org.descent.contracts.spec.ParameterLayout;
import org.descent.contracts.spec.TrainingSpec;
import org.descent.learning.SplitMeasurement;

/**
 * The {@code gradient-norm} of a training whose iterations take the very gradient that it is of:
 * whoever trains measures it on the way, array by array, and no second one is computed.
 */
public final class StepNorms {
  private final ParameterLayout layout;
  private final Norms norms;
  private final List<String> curves;
  private final List<String> trained;
  private final Occasions occasions;

  private StepNorms(InstrumentSpec.GradientNorm spec, ParameterLayout layout, Occasions occasions) {
    this.layout = layout;
    this.norms = new Norms(spec.word(), spec.layers());
    this.curves = norms.curves(layout);
    this.trained =
        layout.parameters().stream()
            .filter(parameter -> parameter.role().trained())
            .map(ParameterLayout.Parameter::name)
            .toList();
    this.occasions = occasions;
  }

  /** That of {@code training}, if its iterations have it. */
  public static Optional<StepNorms> of(TrainingSpec training, List<Integer> inputShape) {
    return training.instruments().stream()
        .filter(each -> each.followsStep(training))
        .map(InstrumentSpec.GradientNorm.class::cast)
        .findFirst()
        .map(
            spec ->
                new StepNorms(
                    spec,
                    ParameterLayout.of(training.network(), inputShape),
                    Occasions.inSteps(training)));
  }

  /**
   * Whether it is wanted.
   *
   * @param last whether the trial ends with {@code iteration}
   */
  public boolean due(int iteration, boolean last) {
    return last || !occasions.due(iteration).isEmpty();
  }

  /**
   * What is found at {@code iteration}.
   *
   * @param lengths of the gradients of all arrays that are trained, in the layout's order
   */
  public SplitMeasurement found(int iteration, double[] lengths) {
    Map<String, Double> squares = new HashMap<>();
    for (int i = 0; i < lengths.length; i++) {
      squares.put(trained.get(i), lengths[i] * lengths[i]);
    }
    var found = norms.of(layout, parameter -> squares.get(parameter.name()));
    return new SplitMeasurement(iteration, curves, Vectors.floats(found));
  }
}
