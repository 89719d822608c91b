package org.descent.learning;

import org.descent.contracts.spec.InitialisationSpec;
import org.descent.contracts.spec.ParameterLayout;
import org.descent.learning.initialiser.Initialisers;

/**
 * The weights a trial starts from, drawn in Java so that they are the same on every machine.
 *
 * <p>Each parameter array has a random stream of its own, given by the seed and the array's place
 * in the layout: trials with one seed and one layout start alike whatever their loss, activation or
 * optimiser, and a change to one array's initialiser leaves the others as they are. Normal numbers
 * come from the modified ziggurat of McFarland 2016; all arithmetic is in double, rounded to
 * float32 at the end.
 */
public final class InitialWeights {
  /** The generator's name and revision, for provenance. */
  public static final String GENERATOR =
      "XO_RO_SHI_RO_128_PP by SplitMix64, modified ziggurat (Commons RNG), revision 1";

  private InitialWeights() {}

  /**
   * Draws every parameter of {@code layout}.
   *
   * @return flat weights, [layout.size()]
   */
  public static float[] draw(ParameterLayout layout, InitialisationSpec spec, long seed) {
    var weights = new float[layout.size()];
    var parameters = layout.parameters();
    for (int array = 0; array < parameters.size(); array++) {
      var parameter = parameters.get(array);
      var draw = Initialisers.of(spec.of(parameter));
      var drawn = draw.of(parameter, RandomStreams.of(seed, array));
      for (int i = 0; i < drawn.length; i++) {
        weights[parameter.offset() + i] = (float) drawn[i];
      }
    }
    return weights;
  }
}
