package org.descent.experiment.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.descent.contracts.InvalidSpec;
import org.descent.contracts.spec.Classes;
import org.descent.contracts.spec.DataSpec;
import org.descent.contracts.spec.HeadKind;
import org.descent.contracts.spec.HeadSpec;
import org.descent.contracts.spec.NetworkSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

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
        "x,label\n1,abc\n2,0\n3,1\n",
        d
            + " line 3, column label: 0 is a number, expected a name as 'abc' on line 2; classes:"
            + " {label: […]} lists the names of all");
    csvRefused(
        "x,z,y,label\n1,2,3,0\n1,a,b,0\n",
        d
            + " line 3, column z: 'a' is not a finite number; oneHot: [z, y] gives each value of a"
            + " text column a column");
    csvRefused(
        "x,label\n1,1e39\n",
        d + " line 2, column label: 1e39, expected at most 3.4e38 (training computes in float32)");
    csvRefused("x,label\n\n\n1,0,3\n", d + " line 4: 3 values, expected 2 as in the header");
    csvRefused("x,lable\n1,0\n", d + ": no column for target label, did you mean lable?");
    csvRefused("x,y\n1,0\n", d + ": no column for target label; there are x, y");
    csvRefused("x,x,label\n1,0,1\n", d + ": two columns are named x");
    csvRefused("label\n1\n", d + ": every column with a name is a target, none a feature");
    csvRefused(",label\n1,0\n", d + ": every column with a name is a target, none a feature");
    csvRefused("x,label\n", d + ": a header but no rows");
    csvRefused("", d + ": empty, expected a header");
  }

  /** A table, the features asked for, and the features that come of it. */
  static Stream<Arguments> tablesWithMoreThanIsUsed() {
    return Stream.of(
        Arguments.of(",a,b,label\n0,1,2,0\n1,3,4,1\n", List.of()), // pandas' index
        Arguments.of("Unnamed: 0,a,b,label\n0,1,2,0\n1,3,4,1\n", List.of()), // read and written
        Arguments.of("a,b,label,\n1,2,0,\n3,4,1,\n", List.of()),
        Arguments.of(",a,,b,label\nx,1,,2,0\ny,3,,4,1\n", List.of()),
        Arguments.of("c,a,c,b,label\n9,1,9,2,0\n9,3,9,4,1\n", List.of("a", "b")),
        Arguments.of("PAR1,a,b,label\n9,1,2,0\n9,3,4,1\n", List.of("a", "b")),
        Arguments.of("who,a,b,label\nAda,1,2,0\n\"Bo\nb\",3,4,1\n", List.of("a", "b")));
  }

  @ParameterizedTest
  @MethodSource("tablesWithMoreThanIsUsed")
  void columnsThatNobodyUsesMayBeAnything(String table, List<String> features) throws IOException {
    csv(table);

    var read = DataSources.load(new DataSpec.Csv("d.csv", List.of("label"), features), directory);

    assertThat(read.features()).containsExactly(1, 2, 3, 4);
    assertThat(read.target("label")).containsExactly(0, 1);
  }

  @Test
  void columnWithoutANameIsAFeatureWhereItIsAskedFor() throws IOException {
    csv("Unnamed: 0,a,label\n5,1,0\n");

    var read =
        DataSources.load(
            new DataSpec.Csv("d.csv", List.of("label"), List.of("Unnamed: 0")), directory);

    assertThat(read.features()).containsExactly(5);
  }

  @Test
  void blanksDoNotSeparate() throws IOException {
    csvRefused(
        "a b label\n1 2 0\n",
        directory.resolve("d.csv")
            + ": no column for target label; there are a b label; values seem to be separated by"
            + " blanks, expected commas, semicolons, tabs or vertical bars");
  }

  /** What people hand in for a table, and the word that they are told. */
  static Stream<Arguments> filesThatAreNoTables() throws IOException {
    byte[] table = gzip("a,label\n1,0\n".getBytes(StandardCharsets.UTF_8));
    return Stream.of(
        Arguments.of(Arrays.copyOf(table, 20), "cut off"),
        Arguments.of(gzip(table), "not CSV: it is compressed (gzip), unpack it first"),
        Arguments.of("a,label\n1,0\n".getBytes(StandardCharsets.UTF_16), "UTF-16"),
        Arguments.of("a,label\n1,0\n".getBytes(StandardCharsets.UTF_16LE), "UTF-16"),
        Arguments.of(
            "a,label\n\u00e4,0\n".getBytes(StandardCharsets.ISO_8859_1), "not text in UTF-8"),
        Arguments.of("<!DOCTYPE html>\n".getBytes(StandardCharsets.UTF_8), "it is HTML or XML"),
        Arguments.of("PAR1\025\000".getBytes(StandardCharsets.UTF_8), "it is Parquet"),
        Arguments.of("PK\003\004xl/".getBytes(StandardCharsets.UTF_8), "it is a zip archive"));
  }

  @ParameterizedTest
  @MethodSource("filesThatAreNoTables")
  void fileThatIsNoTableIsToldForWhatItIs(byte[] content, String told) throws IOException {
    Files.write(directory.resolve("d.csv"), content);

    assertThatThrownBy(
            () ->
                DataSources.load(new DataSpec.Csv("d.csv", List.of("label"), List.of()), directory))
        .isInstanceOf(InvalidSpec.class)
        .hasMessageContaining(told);
  }

  @Test
  void targetThatDoesNotFitIsToldByTheLineOfTheFile() throws IOException {
    csv("who,x,y\n\nAda,1,1\n\"Bo\nb\",2,0\n\"Cy\nd\",3,2\n"); // lines 3, 4 and 6
    var head = new HeadSpec("y", HeadKind.BINARY, "y", 1, 1, 0);
    var source = DataSources.read(new DataSpec.Csv("d.csv", List.of("y"), List.of("x")), directory);

    assertThatThrownBy(() -> source.checkTargets(new NetworkSpec(List.of(), List.of(head))))
        .hasMessage(
            directory.resolve("d.csv") + " line 6, column y: 2, a binary head expects 0 or 1");
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
  void idxLabelsMayBeginAtOne() throws IOException {
    Files.write(directory.resolve("x"), new byte[] {0, 0, 8, 2, 0, 0, 0, 2, 0, 0, 0, 1, 5, 5});
    Files.write(directory.resolve("y"), new byte[] {0, 0, 8, 1, 0, 0, 0, 2, 1, 2});

    var classes = new Classes(List.of("1", "2"));
    var label = DataSources.load(new DataSpec.Idx("x", "y", 0, classes), directory).column("label");

    assertThat(label.values()).containsExactly(0, 1);
    assertThat(label.classes()).containsExactly("1", "2");
  }

  @Test
  void badIdxFilesAreNamedWithWhatIsWrong() throws IOException {
    var x = directory.resolve("x");
    byte[] labels = {0, 0, 8, 1, 0, 0, 0, 2, 7, 9};
    Files.write(directory.resolve("y"), labels);
    idxRefused("PNG!".getBytes(), x + ": not an idx file (magic 504e4721)");
    idxRefused(
        new byte[] {0, 0, 13, 3},
        x
            + ": idx elements of type 0d (float32, which the data source npy reads), expected"
            + " unsigned bytes (08)");
    idxRefused(new byte[] {0, 0, 8, 3, 0}, x + ": cut off");
    idxRefused(new byte[0], x + ": cut off");
    byte[] image = {0, 0, 8, 2, 0, 0, 0, 2, 0, 0, 0, 1, 5};
    idxRefused(image, x + ": shape [2, 1] needs 2 bytes of data, the file has 1");
    idxRefused(Arrays.copyOf(gzip(image), 20), x + ": cut off");
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
