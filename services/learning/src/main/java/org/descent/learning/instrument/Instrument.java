package org.descent.learning.instrument;

import java.util.List;
import org.descent.contracts.spec.ParameterLayout;

/** Reads numbers off a network at one iteration. */
interface Instrument {
  /** Names of its curves. */
  List<String> curves(ParameterLayout layout);

  /** One value for each of them; NaN for what cannot be told. */
  double[] read(View view);
}
