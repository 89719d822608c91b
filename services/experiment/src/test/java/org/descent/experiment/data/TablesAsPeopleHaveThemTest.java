package org.descent.experiment.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.descent.contracts.InvalidSpec;
import org.descent.contracts.data.Examples;
import org.descent.contracts.spec.DataSpec;
import org.descent.contracts.spec.HeadKind;
import org.descent.contracts.spec.HeadSpec;
import org.descent.contracts.spec.NetworkSpec;
import org.descent.experiment.spec.ExperimentReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TablesAsPeopleHaveThemTest {
  private static final String PENGUINS =
      """
      species,island,bill,sex,year
      Chinstrap,Dream,46.5,female,2007
      Adelie,Torgersen,39.1,male,2007
      Adelie,Torgersen,NA,NA,2007
      Gentoo,Biscoe,46.1,female,2008
      """;

  @TempDir Path directory;

  /** The same table, as tools write it. */
  static Stream<String> dialects() {
    return Stream.of(
        "a,b,y\n0.5,1,0\n1.5,2,1\n",
        "\uFEFFa,b,y\r\n0.5,1,0\r\n1.5,2,1\r\n",
        "a;b;y\n0.5;1;0\n1.5;2;1\n",
        "\uFEFF\"a\";\"b\";\"y\"\r\n\"0,5\";1;0\r\n\"1,5\";2;1",
        "a\tb\ty\n0,5\t1\t0\n1,5\t2\t1\n",
        "a|b|y\n0.5|1|0\n1.5|2|1\n",
        "\n\n\"a\" , \"b\" ,\"y\"\n\n0.5,1,0\n\n1.5,2,1\n\n",
        "a,\"free, text; \"\"quoted\"\"\nover lines\",b,y\n0.5,0,1,0\n1.5,0,2,1\n");
  }

  @ParameterizedTest
  @MethodSource("dialects")
  void oneTableIsReadHoweverItIsWritten(String text) throws IOException {
    write(text);

    var examples = load("targets: [y], features: [a, b]");

    assertThat(examples.features()).containsExactly(0.5f, 1, 1.5f, 2);
    assertThat(examples.target("y")).containsExactly(0, 1);
  }

  @Test
  void decimalCommasAndCommasInNamesDoNotHideTheSeparator() throws IOException {
    write("size, inner;size, outer;y\n0,5;1,5;0\n");

    assertThat(load("targets: [y]").features()).containsExactly(0.5f, 1.5f);
  }

  @Test
  void separatorCanBeSaid() throws IOException {
    write("a;b,y\n1,5;2,0\n");

    assertThat(load("targets: ['b,y'], separator: semicolon").features()).containsExactly(1.5f);
    refused(
        "targets: [b], separator: tab",
        "d.csv: no column for target b; there are a;b,y; values seem to be separated by commas,"
            + " expected tabs");
  }

  @Test
  void decimalsFollowOneMarkThroughoutATable() throws IOException {
    write("a;b;y\n1,5;2;0\n1,5;2.5;0\n");
    refused(
        "targets: [y]",
        "d.csv line 3, column b: 2.5 has a decimal point, expected a comma as 1,5 on line 2");

    write("a,b,y\n\"1,5\",2,0\n");
    refused(
        "targets: [y]",
        "d.csv line 2, column a: '1,5' is not a finite number; oneHot: [a] gives each value of a"
            + " text column a column");
  }

  @Test
  void columnsWithoutAHeaderAreCalledByTheirNumbers() throws IOException {
    write("842302,M,17.99,10.38\n842517,B,13.5,11\n");

    var examples = load("header: false, targets: [2], features: [3, 4]");

    assertThat(examples.features()).containsExactly(17.99f, 10.38f, 13.5f, 11);
    assertThat(examples.column("column2").values()).containsExactly(1, 0);
    assertThat(examples.column("column2").classes()).containsExactly("B", "M");
    assertThat(load("header: false, targets: [column2], features: [column3]").count()).isEqualTo(2);
    refused(
        "targets: [diagnosis]",
        "d.csv: no column for target diagnosis; there are 842302, M, 17.99, 10.38; the first row"
            + " seems to have values: header: false calls the columns column1 to column4");
    refused(
        "header: false, targets: [5]",
        "d.csv: no column for target column5, did you mean column1?");
    refused(
        "header: false, targets: [y]",
        "d.csv: no column for target y; there are column1, column2, column3, column4");
  }

  @Test
  void linesAboveATableAreSkipped() throws IOException {
    write("150,4,setosa\n5.1,3.5,0\n4.9,x,1\n");

    refused(
        "skip: 1, header: false, targets: [3]",
        "d.csv line 3, column column2: 'x' is not a finite number; oneHot: [column2] gives each value of a"
            + " text column a column");
    refused("skip: 3, header: false, targets: [3]", "d.csv: empty, expected rows of values");
    refused("skip: 4, targets: [y]", "d.csv: 3 lines, all of them skipped");
    write("# of 1936\n\na,y\n1,0\n");
    assertThat(load("skip: 1, targets: [y]").features()).containsExactly(1);
  }

  @Test
  void gzipIsUnpacked() throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(bytes)) {
      gzip.write("a;y\n1;0\n".getBytes(StandardCharsets.UTF_8));
    }
    Files.write(directory.resolve("d.csv"), bytes.toByteArray());

    assertThat(load("targets: [y]").features()).containsExactly(1);
  }

  @Test
  void namesOfClassesAreNumberedInTheirOrderAndKept() throws IOException {
    write(PENGUINS);

    var examples = load("targets: [species], features: [year]");

    assertThat(examples.column("species").values()).containsExactly(1, 0, 0, 2);
    assertThat(examples.column("species").classes())
        .containsExactly("Adelie", "Chinstrap", "Gentoo");
    assertThat(examples.slice(1, 2).column("species").classes()).hasSize(3);
  }

  @Test
  void classesMayBeSaid() throws IOException {
    write("x,y,z\n1,-1,no\n2,1,yes\n3,+1.0,NA\n");

    var y = load("targets: [y], features: [x], classes: {y: [-1, 1]}").column("y");
    var z = load("targets: [z], features: [x], classes: {z: [yes, no, NA]}").column("z");

    assertThat(y.values()).containsExactly(0, 1, 1);
    assertThat(y.classes()).containsExactly("-1", "1");
    assertThat(z.values()).containsExactly(1, 0, 2);
    refused(
        "targets: [y], features: [x], classes: {y: [0, 1]}",
        "d.csv line 2, column y: '-1' is none of its classes [0, 1]");
  }

  /** What heads object to, and how they say it. */
  static Stream<Arguments> objections() {
    return Stream.of(
        Arguments.of(
            "-1 1 1",
            HeadKind.BINARY,
            1,
            " line 2, column y: -1, a binary head expects 0"
                + " or 1; classes: {y: [-1, 1]} makes them 0 to 1"),
        Arguments.of(
            "1 2 3",
            HeadKind.MULTI_CLASS,
            3,
            " line 4, column y: 3, a multi-class head of"
                + " 3 outputs expects class numbers 0 to 2; classes: {y: [1, 2, 3]} makes them 0 to 2"),
        Arguments.of(
            "3 4 5",
            HeadKind.MULTI_CLASS,
            2,
            " line 2, column y: 3, a multi-class head of"
                + " 2 outputs expects class numbers 0 to 1"),
        Arguments.of(
            "1 2 3", HeadKind.BINARY, 1, " line 3, column y: 2, a binary head expects 0 or" + " 1"),
        Arguments.of(
            "a b c",
            HeadKind.BINARY,
            1,
            ", column y: 3 classes (a, b, c), a binary head" + " expects 2"),
        Arguments.of(
            "a b c",
            HeadKind.MULTI_CLASS,
            2,
            ", column y: 3 classes (a, b, c), a"
                + " multi-class head of 2 outputs expects no more"),
        Arguments.of(
            "a b c",
            HeadKind.REGRESSION,
            1,
            ", column y: 3 classes (a, b, c), a" + " regression head expects numbers"));
  }

  @ParameterizedTest
  @MethodSource("objections")
  void headsThatDoNotFitAreToldWhatWouldMendIt(
      String values, HeadKind kind, int outputs, String message) throws IOException {
    write("x,y\n0," + String.join("\n0,", values.split(" ")) + "\n");
    double tolerance = kind == HeadKind.REGRESSION ? 1 : 0;
    var head = new HeadSpec("y", kind, "y", outputs, 1, tolerance);
    var source = DataSources.open(spec("targets: [y]"), directory);

    assertThatThrownBy(() -> source.checkTargets(new NetworkSpec(List.of(), List.of(head))))
        .isInstanceOf(InvalidSpec.class)
        .hasMessage(directory.resolve("d.csv") + message);
  }

  @Test
  void namesOfClassesSuitTheirHeads() throws IOException {
    write("x,y\n0,no\n1,yes\n");
    var source = DataSources.open(spec("targets: [y]"), directory);
    var binary = new HeadSpec("y", HeadKind.BINARY, "y", 1, 1, 0);
    var multi = new HeadSpec("y", HeadKind.MULTI_CLASS, "y", 2, 1, 0);

    source.checkTargets(new NetworkSpec(List.of(), List.of(binary)));
    source.checkTargets(new NetworkSpec(List.of(), List.of(multi)));
  }

  @Test
  void eachValueOfATextGetsAColumn() throws IOException {
    write(PENGUINS);

    var examples =
        load(
            "targets: [species], features: [island, bill, sex], oneHot: [island, sex]"
                + ", missing: drop");

    // Biscoe, Dream, Torgersen, bill, female, male
    assertThat(examples.shape()).containsExactly(6);
    assertThat(examples.features())
        .containsExactly(
            0, 1, 0, 46.5f, 1, 0, //
            0, 0, 1, 39.1f, 0, 1, //
            1, 0, 0, 46.1f, 1, 0);
  }

  @Test
  void numbersOfAOneHotColumnAreInTheirOwnOrder() throws IOException {
    write("a,y\n10,0\n9,1\n");

    assertThat(load("targets: [y], oneHot: [a]").features()).containsExactly(0, 1, 1, 0);
  }

  @Test
  void textThatIsAFeatureIsToldWithWhatToWrite() throws IOException {
    write(PENGUINS);

    refused(
        "targets: [species]",
        "d.csv line 2, column island: 'Dream' is not a finite number; oneHot: [island, sex] gives"
            + " each value of a text column a column");
    refused(
        "targets: [species], oneHot: [sex]",
        "d.csv line 2, column island: 'Dream' is not a finite number; oneHot: [sex, island] gives"
            + " each value of a text column a column");
    refused(
        "targets: [species], oneHot: [isle]",
        "d.csv: no column for oneHot isle; there are species, island, bill, sex, year");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "NA", "NaN", "nan", "N/A", "null", "NULL", "?"})
  void whereAValueIsMissingTheDefaultRefuses(String nothing) throws IOException {
    write("x,y,unused\n1,0,\n2,1,1\n\"" + nothing + "\",1,1\n");

    refused(
        "targets: [y], features: [x]",
        "d.csv line 4, column x: no value"
            + (nothing.isEmpty() ? "" : " (" + nothing + ")")
            + "; missing: drop leaves such rows out, missing: mean gives features the mean of their"
            + " column");
    assertThat(load("targets: [y], features: [x], missing: drop").features()).containsExactly(1, 2);
    assertThat(load("targets: [y], features: [x], missing: mean").features())
        .containsExactly(1, 2, Float.NaN);
  }

  @Test
  void aTextThatIsMissingHasNoneOfItsColumns() throws IOException {
    write("sex,x,y\nmale,1,0\nNA,NA,1\nfemale,3,1\n");

    assertThat(load("targets: [y], oneHot: [sex], missing: mean").features())
        .containsExactly(0, 1, 1, Float.NaN, Float.NaN, Float.NaN, 1, 0, 3);
    write("sex,y\nNA,0\n,1\n");
    refused(
        "targets: [y], oneHot: [sex], missing: mean",
        "d.csv, column sex: no row has a value, of which missing: mean could take the mean");
  }

  @Test
  void aTargetThatIsMissingHasNoMean() throws IOException {
    write("x,y\n1,0\n2,?\n");

    refused(
        "targets: [y], missing: mean",
        "d.csv line 3, column y: no value (?); missing: drop leaves such rows out");
  }

  @Test
  void whatIsMissingIsNotTakenForAText() throws IOException {
    write("a,b,y\n1,2,0\nNA,word,1\n");

    refused(
        "targets: [y], missing: mean",
        "d.csv line 3, column b: 'word' is not a finite number; oneHot: [b] gives each value of a"
            + " text column a column");
  }

  @Test
  void missingTargetsAreMissingToo() throws IOException {
    write("x,y\n1,a\n2,\n3,b\n");

    assertThat(load("targets: [y], missing: drop").column("y").classes()).containsExactly("a", "b");
    refused("targets: [y]", "d.csv line 3, column y: no value; missing: drop leaves such rows out");
    write("x,y\n,1\n");
    refused("targets: [y], missing: drop", "d.csv: each of its 1 rows lacks a value");
  }

  @Test
  void columnOfManyTextsNamesNoClasses() throws IOException {
    var text = new StringBuilder("x,y\n");
    for (int i = 0; i <= TargetColumn.MOST_CLASSES; i++) {
      text.append("0,who").append(i).append('\n');
    }
    write(text.toString());

    refused(
        "targets: [y]",
        "d.csv line 1002, column y: more than 1000 different texts, expected numbers or names of"
            + " classes");
  }

  /** What is wrong with a specification by itself. */
  static Stream<Arguments> mistakes() {
    return Stream.of(
        Arguments.of("classes: {z: [a, b]}", "data.csv.classes.z: unknown key"),
        Arguments.of("classes: {y: [a]}", "data.csv.classes.y: [a], expected two classes or more"),
        Arguments.of("classes: {y: [a, a]}", "data.csv.classes.y: a is listed twice"),
        Arguments.of("oneHot: [y]", "data.csv.oneHot[0]: y is a target"),
        Arguments.of(
            "features: [a], oneHot: [b]", "data.csv.oneHot: b, expected one of the features"),
        Arguments.of("missing: ignore", "data.csv.missing: ignore is unknown"),
        Arguments.of("separator: ','", "data.csv.separator: , is unknown"),
        Arguments.of("skip: -1", "data.csv.skip: -1, expected 0 or more lines"));
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void specificationsThatCannotBeMeantAreToldWhereTheyStand(String keys, String message) {
    assertThatThrownBy(() -> spec("targets: [y], " + keys)).hasMessageContaining(message);
  }

  private static DataSpec spec(String keys) {
    var target = keys.replaceFirst(".*targets: \\[('[^']*'|[^\\],]*).*", "$1");
    return ExperimentReader.yaml(
            "apiVersion: descent/v1\nkind: Experiment\nname: e\ndata: {csv: {file: d.csv, "
                + keys
                + "}}\nnetwork: {heads: [{regression: {name: n, target: "
                + (target.matches("[0-9]+") ? "column" + target : target)
                + ", tolerance: 1}}]}\n")
        .data();
  }

  private Examples load(String keys) {
    return DataSources.load(spec(keys), directory);
  }

  private void refused(String keys, String message) {
    assertThatThrownBy(() -> load(keys))
        .isInstanceOf(InvalidSpec.class)
        .hasMessage(directory + "/" + message);
  }

  private void write(String text) throws IOException {
    Files.writeString(directory.resolve("d.csv"), text);
  }
}
