package org.descent.learning.layer;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.types.TFloat32;

/**
 * A layer at its place in a network: how both engines compute it and what that costs. Its shapes
 * and parameters are its specification's.
 */
public interface Layer {
  /**
   * Where a layer stands.
   *
   * @param name for example {@code layer0}
   * @param in what it is given
   * @param first whether that is examples
   * @param batch examples of an iteration
   * @param fixed whether the examples of all iterations are the same
   */
  record Place(String name, Form in, boolean first, int batch, boolean fixed) {
    String parameter(String own) {
      return name + "/" + own;
    }
  }

  /** What it gives. */
  Form out();

  /** Its parameters as stacked programs have them, in the order of the flat vector. */
  List<ProgramArray> arrays();

  /**
   * What it makes of its input, for all trials at once.
   *
   * @param input [1 or trials, …, examples], see {@link Form}
   * @return [trials, …, examples]
   */
  Output<?> stacked(StackedPass pass, Output<?> input);

  /** What it makes of its input: [examples, …] as the specification has it. */
  Operand<TFloat32> single(SinglePass pass, Operand<TFloat32> input);

  Work work();

  /** How examples get into a program whose first layer this is. */
  Intake intake();

  /**
   * What it makes of examples as they got into the program.
   *
   * @param matrix [1, rows, columns · examples]
   */
  default Output<?> entered(StackedPass pass, Output<?> matrix) {
    return gathered(pass, matrix);
  }

  /**
   * What it makes of mini-batches.
   *
   * @param columns [1 or trials, features, examples], in the order of the intake
   */
  Output<?> gathered(StackedPass pass, Output<?> columns);
}
