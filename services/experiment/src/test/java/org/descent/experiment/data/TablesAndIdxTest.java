package org.descent.experiment.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.descent.contracts.InvalidSpec;
import org.descent.contracts.spec.DataSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TablesAndIdxTest {
  @TempDir Path directory;

  @Test
  void csvColumnsBecomeFeaturesAndTargets() throws IOException {
    csv("\uFEFFx1,label,\"x,2\"\n1,0,-.5\n 2 ,1,1e3\n");
    var all = DataSources.load(new DataSpec.Csv("d.csv", List.of("label"), List.of()), directory);
    assertThat(all.shape()).containsExactly(2);
    assertThat(all.features()).containsExactly(1, -0.5f, 2, 1000);
    assertThat(all.target("label")).containsExactly(0, 1);

    var some =
        DataSources.load(new DataSpec.Csv("d.csv", List.of("label"), List.of("x,2")), directory);
    assertThat(some.features()).containsExactly(-0.5f, 1000);
  }

  @Test
  void badTablesAreNamedWithLineAndColumn() throws IOException {
    var d = directory.resolve("d.csv");
    csvRefused("x,label\n1,0\n2,abc\n", d + " line 3, column label: 'abc' is not a finite number");
    csvRefused("x,label\n1,0\n2,abc", d + " line 3, column label: 'abc' is not a finite number");
    csvRefused(
        "x,label\n1,abc\n2,0\n3,1\n", d + " line 2, column label: 'abc' is not a finite number");
    csvRefused("x,label\n1,NaN\n", d + " line 2, column label: 'NaN' is not a finite number");
    csvRefused("x,label\n1,1e99\n", d + " line 2, column label: '1e99' is not a finite number");
    csvRefused("x,label\n1,\n", d + " line 2, column label: '' is not a finite number");
    csvRefused("x,label\n\n\n1,0,3\n", d + " line 4: 3 values, expected 2 as in the header");
    csvRefused("x,lable\n1,0\n", d + ": no column for target label, did you mean lable?");
    csvRefused("x,y\n1,0\n", d + ": no column for target label; there are x, y");
    csvRefused("x,x,label\n1,0,1\n", d + " line 1: two columns are named x");
    csvRefused("x,,label\n1,0,1\n", d + " line 1: a column without a name");
    csvRefused("label\n1\n", d + ": every column is a target, none a feature");
    csvRefused("x,label\n", d + ": a header but no rows");
    csvRefused("", d + ": empty, expected a header");
  }

  @Test
  void idxIsReadPlainAndCompressed() throws IOException {
    byte[] images = {0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 2, 0, -1, 51, 0};
    byte[] labels = {0, 0, 8, 1, 0, 0, 0, 2, 7, 9};
    Files.write(directory.resolve("x"), gzip(images));
    Files.write(directory.resolve("y"), labels);

    var all = DataSources.load(new DataSpec.Idx("x", "y", 0), directory);
    assertThat(all.shape()).containsExactly(1, 2);
    assertThat(all.features()).containsExactly(0, 1, 0.2f, 0);
    assertThat(all.target("label")).containsExactly(7, 9);

    var first = DataSources.load(new DataSpec.Idx("x", "y", 1), directory);
    assertThat(first.features()).containsExactly(0, 1);
    assertThat(first.target("label")).containsExactly(7);
  }

  @Test
  void badIdxFilesAreNamedWithWhatIsWrong() throws IOException {
    var x = directory.resolve("x");
    byte[] labels = {0, 0, 8, 1, 0, 0, 0, 2, 7, 9};
    Files.write(directory.resolve("y"), labels);
    idxRefused("PNG!".getBytes(), x + ": not an idx file (magic 504e4721)");
    idxRefused(
        new byte[] {0, 0, 13, 3}, x + ": idx elements of type 0d, expected unsigned bytes (08)");
    idxRefused(new byte[] {0, 0, 8, 3, 0}, x + ": cut off");
    idxRefused(new byte[0], x + ": cut off");
    byte[] image = {0, 0, 8, 2, 0, 0, 0, 2, 0, 0, 0, 1, 5};
    idxRefused(image, x + ": shape [2, 1] needs 2 bytes of data, the file has 1");
    idxRefused(java.util.Arrays.copyOf(gzip(image), 20), x + ": cut off");
    idxRefused(
        new byte[] {0, 0, 8, 2, 0, 0, 0, 2, 0, 0, 0, 1, 5, 5, 5},
        x + ": it has more data than its shape [2, 1] needs");
    idxRefused(
        new byte[] {0, 0, 8, 2, 0, 0, 0, 0, 0, 0, 0, 1},
        x + ": the array is empty, its shape is [0, 1]");
    idxRefused(
        new byte[] {0, 0, 8, 2, 127, 0, 0, 0, 127, 0, 0, 0},
        x + ": 2130706432 bytes, at most 536870912 are read");
    idxRefused(
        new byte[] {0, 0, 8, 2, 0, 0, 0, 1, 0, 0, 0, 1, 5},
        directory.resolve("y") + ": shape [2], expected [1]: one label for each image");
  }

  private void csv(String text) throws IOException {
    Files.writeString(directory.resolve("d.csv"), text);
  }

  private void csvRefused(String text, String message) throws IOException {
    csv(text);
    refused(new DataSpec.Csv("d.csv", List.of("label"), List.of()), message);
  }

  private void idxRefused(byte[] images, String message) throws IOException {
    Files.write(directory.resolve("x"), images);
    refused(new DataSpec.Idx("x", "y", 0), message);
  }

  private void refused(DataSpec spec, String message) {
    assertThatThrownBy(() -> DataSources.load(spec, directory))
        .isInstanceOf(InvalidSpec.class)
        .hasMessage(message);
  }

  private static byte[] gzip(byte[] content) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(bytes)) {
      gzip.write(content);
    }
    return bytes.toByteArray();
  }
}
