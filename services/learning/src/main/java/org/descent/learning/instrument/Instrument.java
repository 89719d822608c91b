package org.descent.learning.instrument;

import java.util.List;
import org.descent.contracts.spec.InstrumentSpec;
import org.descent.contracts.spec.ParameterLayout;

/** Reads numbers off a network at one iteration. */
interface Instrument {
  /** What is asked for. */
  InstrumentSpec spec();

  /** Names of its curves. */
  default List<String> curves(ParameterLayout layout) {
    return spec().curves();
  }

  /** One value for each of them; NaN for what cannot be told. */
  double[] read(View view);
}
