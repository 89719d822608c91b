package org.descent.learning.layer;

import java.util.Arrays;
import java.util.List;
import org.descent.learning.graph.Xla;
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

    String draw(int word) {
      return Layer.draw(name, word);
    }
  }

  /** The field of one of the two words that a layer draws from: [trials, 1, 1]. */
  static String draw(String layer, int word) {
    return layer + "/draw" + word;
  }

  Place place();

  /** {@link #stacked} of what another layer gave, whose shape this one may see in its own way. */
  default Output<?> after(StackedPass pass, Output<?> given) {
    var shape = place().in().stacked(Xla.length(given, 0), Xla.length(given, -1));
    boolean same = Arrays.equals(shape, Xla.dimensions(given.shape()));
    return stacked(pass, same ? given : pass.xla().reshape(given, shape));
  }

  /** {@link #single} of what another layer gave. */
  default Operand<TFloat32> after(SinglePass pass, Operand<TFloat32> given) {
    var shape = place().in().shape();
    if (given.shape().numDimensions() == shape.size() + 1) {
      return single(pass, given);
    }
    var axes = new int[shape.size() + 1];
    axes[0] = -1;
    for (int i = 0; i < shape.size(); i++) {
      axes[i + 1] = shape.get(i);
    }
    return single(pass, pass.tf().reshape(given, pass.tf().constant(axes)));
  }

  /** What it gives. */
  default Form out() {
    return place().in();
  }

  /** Its parameters as stacked programs have them, in the order of the flat vector. */
  default List<ProgramArray> arrays() {
    return List.of();
  }

  /**
   * What it makes of its input, for all trials at once.
   *
   * @param input [1 or trials, …, examples], see {@link Form}
   * @return [trials, …, examples]
   */
  Output<?> stacked(StackedPass pass, Output<?> input);

  /** What it makes of its input: [examples, …] as the specification has it. */
  Operand<TFloat32> single(SinglePass pass, Operand<TFloat32> input);

  /** The layers that it consists of. */
  default List<Layer> parts() {
    return List.of();
  }

  /** Whether it draws random numbers in training, anew for each iteration. */
  default boolean draws() {
    return false;
  }

  default Work work() {
    return Work.NONE;
  }

  /** How examples get into a program whose first layer this is. */
  default Intake intake() {
    return Intake.plain(place().in());
  }

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
  default Output<?> gathered(StackedPass pass, Output<?> columns) {
    var shape = place().in().stacked(Xla.length(columns, 0), Xla.length(columns, -1));
    return stacked(pass, pass.xla().reshape(columns, shape));
  }
}
