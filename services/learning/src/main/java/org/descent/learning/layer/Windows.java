package org.descent.learning.layer;

import java.util.ArrayList;
import java.util.List;
import org.descent.contracts.spec.WindowAxis;
import org.descent.learning.graph.Xla;
import org.tensorflow.Output;

/**
 * Windows that slide over images [trials, channels, width, height, examples] of stacked programs.
 *
 * @param rows along the height
 * @param columns along the width
 */
record Windows(WindowAxis rows, WindowAxis columns) {
  private static final int WIDTH = 2;
  private static final int HEIGHT = 3;

  /**
   * For each element of a window, row by row, what stands there in all windows: [trials, channels,
   * columns, rows, examples].
   *
   * @param images padded
   */
  List<Output<?>> elements(Xla xla, Output<?> images) {
    var elements = new ArrayList<Output<?>>();
    for (int y = 0; y < rows.window(); y++) {
      var lines = xla.every(images, HEIGHT, y * rows.dilation(), rows.out(), rows.stride());
      for (int x = 0; x < columns.window(); x++) {
        int first = x * columns.dilation();
        elements.add(xla.every(lines, WIDTH, first, columns.out(), columns.stride()));
      }
    }
    return elements;
  }

  /** Images with zeros around them, as far as windows reach. */
  Output<?> padded(Xla xla, Output<?> images) {
    if (rows.zeros() == 0 && columns.zeros() == 0) {
      return images;
    }
    var shape = Xla.dimensions(images.shape());
    shape[HEIGHT] += rows.zeros();
    shape[WIDTH] += columns.zeros();
    return xla.write(xla.zeros(shape), images, 0, 0, columns.before(), rows.before(), 0);
  }
}
