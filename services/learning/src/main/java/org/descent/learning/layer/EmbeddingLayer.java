package org.descent.learning.layer;

import java.util.List;
import java.util.stream.IntStream;
import org.descent.contracts.spec.Embedding;
import org.descent.learning.graph.Xla;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.types.TFloat32;

/** Rows of a table, picked by a product with vectors that are 1 at one place. */
record EmbeddingLayer(Embedding spec, Place place) implements Layer {
  @Override
  public Form out() {
    return Form.of(spec.out(place.in().shape()));
  }

  private String weights() {
    return place.parameter("weights");
  }

  @Override
  public List<ProgramArray> arrays() {
    var words = IntStream.range(0, spec.vocabulary()).toArray();
    return List.of(ProgramArray.weights(weights(), words, spec.width()));
  }

  @Override
  public Output<?> stacked(StackedPass pass, Output<?> input) {
    var xla = pass.xla();
    int trials = Xla.length(input, 0);
    int examples = Xla.length(input, -1);
    var order = Form.of(place.in().shape()).places(place.in());
    var ordered = order.isPresent() ? xla.reordered(input, order.get()) : input;
    var words = xla.reshape(ordered, trials, 1, place.in().size() * examples);
    var each = new float[spec.vocabulary()];
    for (int i = 0; i < each.length; i++) {
      each[i] = i;
    }
    var picks = xla.number(xla.equal(xla.column(each), words));
    var table = pass.field(weights());
    var shape = out().stacked(Xla.length(table, 0), examples);
    return xla.reshape(xla.product(table, picks), shape);
  }

  @Override
  public Operand<TFloat32> single(SinglePass pass, Operand<TFloat32> input) {
    var tf = pass.tf();
    var each = tf.range(tf.constant(0f), tf.constant((float) spec.vocabulary()), tf.constant(1f));
    var same = tf.math.equal(tf.expandDims(input, tf.constant(2)), each);
    var picks = tf.dtypes.cast(same, TFloat32.class);
    var flat = tf.reshape(picks, tf.constant(new int[] {-1, spec.vocabulary()}));
    var rows = tf.linalg.matMul(flat, pass.array(weights()));
    return tf.reshape(rows, tf.constant(new int[] {-1, place.in().size(), spec.width()}));
  }

  @Override
  public Work work() {
    long words = place.in().size();
    double product = (double) words * spec.vocabulary() * spec.width();
    return new Work(
        product, product, (long) product, words * (spec.width() + spec.vocabulary()), 0, false);
  }
}
