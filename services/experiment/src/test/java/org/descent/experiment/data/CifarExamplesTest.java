package org.descent.experiment.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.descent.contracts.InvalidSpec;
import org.descent.contracts.spec.DataSpec;
import org.descent.contracts.spec.HeadKind;
import org.descent.contracts.spec.HeadSpec;
import org.descent.contracts.spec.NetworkSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CifarExamplesTest {
  private static final int PIXELS = 32 * 32;

  @TempDir Path directory;

  @Test
  void channelsBecomeTheLastAxis() throws IOException {
    var image = image(1, 3);
    image[1] = (byte) 255; // red of the first pixel
    image[1 + PIXELS + 1] = 51; // green of the second
    image[1 + 3 * PIXELS - 1] = 102; // blue of the last
    write("one.bin", image);
    write("two.bin", image(1, 9));

    var examples = DataSources.load(new DataSpec.Cifar10(List.of("one.bin", "two.bin")), directory);

    assertThat(examples.shape()).containsExactly(32, 32, 3);
    assertThat(examples.count()).isEqualTo(2);
    assertThat(examples.features()[0]).isEqualTo(1);
    assertThat(examples.features()[3 + 1]).isEqualTo(0.2f);
    assertThat(examples.features()[3 * PIXELS - 1]).isEqualTo(0.4f);
    assertThat(examples.target("label")).containsExactly(3, 9);
    assertThat(examples.column("label").classes()).hasSize(10).contains("cat", "truck");
  }

  @Test
  void imagesOfCifar100HaveTwoLabels() throws IOException {
    var image = image(2, 19);
    image[1] = 99;
    write("train.bin", image);

    assertThat(label(DataSpec.Cifar100.Labels.COARSE)).containsExactly(19);
    assertThat(label(DataSpec.Cifar100.Labels.FINE)).containsExactly(99);
  }

  @Test
  void otherFilesAreToldForWhatTheyAre() throws IOException {
    write("one.bin", new byte[5]);
    refused(
        "one.bin",
        ": 5 bytes, expected a multiple of 3073: of each image a label and 3072 bytes of colour");
    write("one.bin", new byte[] {0x1f, (byte) 0x8b, 8, 0});
    refused(
        "one.bin",
        ": 4 bytes, expected a multiple of 3073: of each image a label and 3072 bytes of colour:"
            + " it is compressed (gzip), unpack it first");
    write("one.bin", image(1, 10));
    refused(
        "one.bin",
        ", example 1 (counting from 1): the label 10, expected 0 to 9; is it the binary version of"
            + " this data set?");
  }

  @Test
  void labelThatDoesNotFitIsToldByItsFile() throws IOException {
    write("one.bin", image(2, 0));
    var late = image(2, 0);
    late[1] = 7;
    write("two.bin", late);
    var spec = new DataSpec.Cifar100(List.of("one.bin", "two.bin"), DataSpec.Cifar100.Labels.FINE);
    var head = new HeadSpec("label", HeadKind.MULTI_CLASS, "label", 5, 1, 0);
    var source = DataSources.open(spec, directory);

    assertThatThrownBy(() -> source.checkTargets(new NetworkSpec(List.of(), List.of(head))))
        .hasMessageStartingWith(
            directory.resolve("two.bin") + ", example 1 (counting from 1): 7, a multi-class");
  }

  private float[] label(DataSpec.Cifar100.Labels labels) {
    var spec = new DataSpec.Cifar100(List.of("train.bin"), labels);
    return DataSources.load(spec, directory).target("label");
  }

  private void refused(String name, String message) {
    assertThatThrownBy(() -> DataSources.load(new DataSpec.Cifar10(List.of(name)), directory))
        .isInstanceOf(InvalidSpec.class)
        .hasMessage(directory.resolve(name) + message);
  }

  /** A black image whose first label is {@code label}. */
  private static byte[] image(int labels, int label) {
    var image = new byte[labels + 3 * PIXELS];
    image[0] = (byte) label;
    return image;
  }

  private void write(String name, byte[] content) throws IOException {
    Files.write(directory.resolve(name), content);
  }
}
