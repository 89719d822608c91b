package org.descent.learning.layer;

import java.util.Optional;
import org.descent.learning.graph.Xla;
import org.tensorflow.Output;

/** What a {@link Convolution} does to tensors of all trials, and its derivatives. */
final class ConvolutionStep {
  private final Xla xla;
  private final Convolution layer;

  ConvolutionStep(Xla xla, Convolution layer) {
    this.xla = xla;
    this.layer = layer;
  }

  /** Images [trials, channels, width, height, examples] → [trials, patchRows, patches]. */
  Output<?> patches(Output<?> images) {
    int trials = Xla.length(images, 0);
    int examples = Xla.length(images, 4);
    var patches = xla.zeros(trials, layer.patchRows(), layer.patches(examples));
    int rows = layer.channels() * layer.window();
    int columns = layer.outHeight() * examples;
    for (int ky = 0; ky < layer.kernelHeight(); ky++) {
      for (int j = 0; j < layer.blocks(); j++) {
        var read =
            xla.slice(
                images,
                new int[] {0, 0, j * layer.block(), ky, 0},
                new int[] {trials, layer.channels(), layer.window(), layer.outHeight(), examples});
        var part = xla.reshape(read, trials, rows, columns);
        patches = xla.write(patches, part, 0, ky * rows, j * columns);
      }
    }
    return patches;
  }

  /** Derivatives by patches → by images; what several patches have read is added up. */
  Output<?> backToImages(Output<?> derivatives, int examples) {
    int trials = Xla.length(derivatives, 0);
    int rows = layer.channels() * layer.window();
    int columns = layer.outHeight() * examples;
    var sum = xla.zeros(trials, layer.channels(), layer.width(), layer.height(), examples);
    var part = new int[] {trials, layer.channels(), layer.window(), layer.outHeight(), examples};
    for (int j = 0; j < layer.blocks(); j++) {
      for (int ky = 0; ky < layer.kernelHeight(); ky++) {
        var read =
            xla.slice(
                derivatives,
                new int[] {0, ky * rows, j * columns},
                new int[] {trials, rows, columns});
        var start = new int[] {0, 0, j * layer.block(), ky, 0};
        var more = xla.add(xla.slice(sum, start, part), xla.reshape(read, part));
        sum = xla.write(sum, more, start);
      }
    }
    return sum;
  }

  /** Kernels [trials, filters, ·] → [trials, filters · block, patchRows]. */
  Output<?> shifted(Output<?> kernels) {
    if (layer.block() == 1) {
      return kernels;
    }
    int trials = Xla.length(kernels, 0);
    int lines = layer.kernelHeight() * layer.channels();
    var once = xla.reshape(kernels, trials, layer.filters(), 1, lines, layer.kernelWidth());
    var all = xla.zeros(trials, layer.filters(), layer.block(), lines, layer.window());
    for (int x = 0; x < layer.block(); x++) {
      all = xla.write(all, once, 0, 0, x, 0, x);
    }
    return xla.reshape(all, trials, layer.filters() * layer.block(), layer.patchRows());
  }

  /**
   * The kernels' gradient: [trials, filters, ·].
   *
   * @param rows the patches by row, [·, patches, patchRows], if they are there already
   */
  Output<?> kernels(Output<?> blocks, Output<?> patches, Optional<Output<?>> rows) {
    return rows.isPresent() ? kernels(blocks, rows.get()) : kernelsFromColumns(blocks, patches);
  }

  /**
   * The kernels' gradient.
   *
   * @param blocks derivatives by {@link #blocks}
   * @param rows the patches by row: [·, patches, patchRows]
   * @return [trials, filters, ·]
   */
  private Output<?> kernels(Output<?> blocks, Output<?> rows) {
    var products = xla.product(blocks, rows);
    if (layer.block() == 1) {
      return products;
    }
    int trials = Xla.length(products, 0);
    int lines = layer.kernelHeight() * layer.channels();
    var shifted =
        xla.reshape(products, trials, layer.filters(), layer.block(), lines, layer.window());
    Output<?> sum = null;
    for (int x = 0; x < layer.block(); x++) {
      var part =
          xla.slice(
              shifted,
              new int[] {0, 0, x, 0, x},
              new int[] {trials, layer.filters(), 1, lines, layer.kernelWidth()});
      sum = sum == null ? part : xla.add(sum, part);
    }
    return xla.reshape(sum, trials, layer.filters(), lines * layer.kernelWidth());
  }

  /**
   * The kernels' gradient, where there are patches by column only: a product is slow whose second
   * factor is to be transposed, so that it is the derivatives that are transposed here.
   */
  private Output<?> kernelsFromColumns(Output<?> blocks, Output<?> patches) {
    var products = xla.product(patches, xla.transpose(blocks));
    int trials = Xla.length(products, 0);
    int lines = layer.kernelHeight() * layer.channels();
    var shifted =
        xla.reshape(products, trials, lines, layer.window(), layer.filters(), layer.block());
    Output<?> sum = null;
    for (int x = 0; x < layer.block(); x++) {
      var part =
          xla.slice(
              shifted,
              new int[] {0, 0, x, 0, x},
              new int[] {trials, lines, layer.kernelWidth(), layer.filters(), 1});
      sum = sum == null ? part : xla.add(sum, part);
    }
    return xla.transpose(xla.reshape(sum, trials, lines * layer.kernelWidth(), layer.filters()));
  }

  /** Blocks [trials, filters · block, patches] → outputs [trials, filters, width, height, ·]. */
  Output<?> outputs(Output<?> blocks, int examples) {
    int trials = Xla.length(blocks, 0);
    int columns = layer.outHeight() * examples;
    var ordered = blocks;
    if (layer.block() > 1 && layer.blocks() > 1) {
      var apart =
          xla.reshape(blocks, trials, layer.filters(), layer.block(), layer.blocks(), columns);
      ordered = xla.transpose(apart, 0, 1, 3, 2, 4);
    }
    return xla.reshape(
        ordered, trials, layer.filters(), layer.outWidth(), layer.outHeight(), examples);
  }

  /** The other way round. */
  Output<?> blocks(Output<?> outputs) {
    int trials = Xla.length(outputs, 0);
    int columns = layer.outHeight() * Xla.length(outputs, 4);
    var ordered = outputs;
    if (layer.block() > 1 && layer.blocks() > 1) {
      var apart =
          xla.reshape(outputs, trials, layer.filters(), layer.blocks(), layer.block(), columns);
      ordered = xla.transpose(apart, 0, 1, 3, 2, 4);
    }
    return xla.reshape(ordered, trials, layer.filters() * layer.block(), layer.blocks() * columns);
  }
}
