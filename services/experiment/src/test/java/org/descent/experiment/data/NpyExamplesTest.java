package org.descent.experiment.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.descent.contracts.InvalidSpec;
import org.descent.contracts.data.Examples;
import org.descent.contracts.spec.Classes;
import org.descent.contracts.spec.DataSpec;
import org.descent.contracts.spec.HeadKind;
import org.descent.contracts.spec.HeadSpec;
import org.descent.contracts.spec.NetworkSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NpyExamplesTest {
  private static final String WHICH =
      " (--data-dir of 'descent serve', descent.data-dir of a dataset-loader)";

  @TempDir Path directory;

  @Test
  void imagesLabelsAndWidthsComeTogether() throws IOException {
    write("x.npy", npy(1, "<i8", false, "(2, 1, 2)", longs(1, 0, 0, 1)));
    write("y.npy", npy(1, "<f8", false, "(2,)", doubles(0, 1)));
    write("w.npy", npy(1, "<f8", false, "(2,)", doubles(3, 4)));

    var examples = load(new DataSpec.Npy("x.npy", "y.npy", "w.npy"));

    assertThat(examples.shape()).containsExactly(1, 2);
    assertThat(examples.features()).containsExactly(1, 0, 0, 1);
    assertThat(examples.target("label")).containsExactly(0, 1);
    assertThat(examples.target("width")).containsExactly(3, 4);
  }

  @Test
  void everyNumericTypeAndByteOrderIsRead() {
    assertThat(values("|b1", bytes(1, 0))).containsExactly(1, 0);
    assertThat(values("|i1", bytes(-1, 2))).containsExactly(-1, 2);
    assertThat(values("|u1", bytes(-1, 2))).containsExactly(255, 2);
    assertThat(values(">i2", bytes(0, 1, -1, -2))).containsExactly(1, -2);
    assertThat(values("<u2", bytes(-1, -1, 1, 0))).containsExactly(65535, 1);
    assertThat(values(">i4", bytes(0, 0, 1, 0, -1, -1, -1, -1))).containsExactly(256, -1);
    assertThat(values("<u4", bytes(-1, -1, -1, -1, 1, 0, 0, 0))).containsExactly(0x1p32f, 1);
    assertThat(values("<u8", longs(-1, 1))).containsExactly(0x1p64f, 1);
    assertThat(values("<i8", longs(-1, 1))).containsExactly(-1, 1);
    assertThat(values(">f4", bytes(0x3f, -128, 0, 0, 0, 0, 0, 0))).containsExactly(1, 0);
    assertThat(values("<f8", doubles(0.1, -2))).containsExactly(0.1f, -2);
    assertThat(values("<f2", bytes(0, 0x3c, 0x01, 0x80))).containsExactly(1, -0x1p-24f);
    assertThat(values(">f2", bytes(0x7b, 0xff, 0xc0, 0x00))).containsExactly(65504, -2);
  }

  @Test
  void fortranOrderIsTurnedIntoRows() {
    // columns of [[1, 2, 3], [4, 5, 6]]
    var array = NpyArray.parse("a", npy(1, "<f8", true, "(2, 3)", doubles(1, 4, 2, 5, 3, 6)));
    assertThat(array.values()).containsExactly(1, 2, 3, 4, 5, 6);
  }

  @Test
  void longHeadersOfFormatsTwoAndThreeAreRead() {
    for (int version = 2; version <= 3; version++) {
      var array = NpyArray.parse("a", npy(version, "<f8", false, "(1, 2)", doubles(1, 2)));
      assertThat(array.shape()).containsExactly(1, 2);
      assertThat(array.values()).containsExactly(1, 2);
    }
  }

  @Test
  void badFilesAreNamedWithWhatIsWrong() {
    refused(
        "hello".getBytes(StandardCharsets.UTF_8),
        "a: not a NumPy file (it does not start with \\x93NUMPY)");
    refused(npy(4, "<f8", false, "(1,)", doubles(1)), "a: NumPy format 4, expected 1, 2 or 3");
    refused(bytes(0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, 118, 0, '{'), "a: cut off in its header");
    refused(
        npy(1, "<f8", false, "(3,)", doubles(1, 2)),
        "a: shape [3] of float64 needs 24 bytes of data, the file has 16");
    refused(
        npy(1, "<f8", false, "(1,)", doubles(1, 2)),
        "a: shape [1] of float64 needs 8 bytes of data, the file has 16");
    refused(
        npy(1, "|O", false, "(1,)", doubles(1)),
        "a: dtype |O, expected bool, an integer of 8 to 64 bits, float16, float32 or float64");
    refused(
        npy(1, "<U5", false, "(1,)", doubles(1)),
        "a: dtype <U5, expected bool, an integer of 8 to 64 bits, float16, float32 or float64");
    refused(
        npy(1, "<f\n8", false, "(1,)", doubles(1)),
        "a: dtype <f 8, expected bool, an integer of 8 to 64 bits, float16, float32 or float64");
    refused(
        npy(1, "<f8", false, "(2,)", doubles(1, Double.NaN)),
        "a, example 2 (counting from 1): NaN, expected finite numbers");
    refused(
        npy(1, "<f8", false, "(1,)", doubles(1e300)),
        "a, example 1 (counting from 1): 1E300, expected at most 3.4e38 (training computes in float32)");
    refused(
        npy(1, "<f8", false, "(0, 4, 4)", doubles()),
        "a: the array is empty, its shape is [0, 4, 4]");
    refused(
        npy(1, "<f8", false, "(99999999, 99999999, 99999999)", doubles()),
        "a: shape (99999999, 99999999, 99999999) is too large");
    refused(
        header(1, "{'descr': [('a', '<f8')], 'fortran_order': False, 'shape': (1,), }"),
        "a: a structured dtype, expected plain numbers");
    refused(header(1, "{'descr': '<f8'}"), "a: its header has no readable fortran_order");
  }

  @Test
  void valuesAreToldByTheirExampleWhateverTheOrder() {
    // rows [1, 2, 3] and [4, 5, NaN]; then [4, NaN, 6]
    refused(
        npy(1, "<f8", false, "(2, 3)", doubles(1, 2, 3, 4, 5, Double.NaN)),
        "a, example 2 (counting from 1), feature 3: NaN, expected finite numbers");
    refused(
        npy(1, "<f8", true, "(2, 3)", doubles(1, 4, 2, Double.NaN, 3, 6)),
        "a, example 2 (counting from 1), feature 2: NaN, expected finite numbers");
    refused(
        npy(1, "<f8", false, "(1, 2, 2)", doubles(1, 2, Double.NaN, 4)),
        "a, example 1 (counting from 1), feature [2, 1]: NaN, expected finite numbers");
    refused(
        npy(1, "<f8", false, "()", doubles(1e39)),
        "a, example 1 (counting from 1): 1E39, expected at most 3.4e38 (training computes in"
            + " float32)");
  }

  @Test
  void whatCouldBeConvertedSaysHow() throws IOException {
    refused(
        npy(1, "<f16", false, "(1,)", new byte[16]),
        "a: dtype <f16, expected bool, an integer of 8 to 64 bits, float16, float32 or float64;"
            + " save array.astype('float32')");
    refused(
        "PK\003\004....".getBytes(StandardCharsets.UTF_8),
        "a: not a NumPy file (it does not start with \\x93NUMPY): it is a zip archive; of a .npz"
            + " file save each array by numpy.save, of a spreadsheet a table as CSV");
    write("x.npy", npy(1, "<f8", false, "(2, 1)", doubles(1, 0)));
    write("hot.npy", npy(1, "<f8", false, "(2, 2)", doubles(0, 1, 1, 0)));
    refused(
        new DataSpec.Npy("x.npy", "hot.npy", null),
        directory.resolve("hot.npy")
            + ": shape [2, 2], expected [2]: one of the labels for each image; of one-hot rows take"
            + " the class numbers, numpy.argmax(labels, axis=1)");
  }

  @Test
  void headersInDoubleQuotesAreRead() {
    var header = "{\"descr\": \"<f8\", \"fortran_order\": False, \"shape\": (1,)}";
    var file = ByteBuffer.allocate(10 + header.length() + 8).put(header(1, header)).put(doubles(2));

    assertThat(NpyArray.parse("a", file.array()).values()).containsExactly(2);
  }

  @Test
  void targetThatDoesNotFitIsToldByItsExample() throws IOException {
    write("x.npy", npy(1, "<f8", false, "(2, 1)", doubles(1, 0)));
    write("y.npy", npy(1, "<f8", false, "(2,)", doubles(1, 2)));
    var label = new HeadSpec("label", HeadKind.BINARY, "label", 1, 1, 0);
    var source = DataSources.read(new DataSpec.Npy("x.npy", "y.npy", null), directory);

    assertThatThrownBy(() -> source.checkTargets(new NetworkSpec(List.of(), List.of(label))))
        .hasMessage(
            directory.resolve("y.npy")
                + ", example 2 (counting from 1): 2, a binary head expects 0 or 1; classes: [1, 2]"
                + " makes them 0 to 1");
  }

  @Test
  void labelsThatAreNotNumberedFromZeroAreToldWhatToWrite() throws IOException {
    write("x.npy", npy(1, "<f8", false, "(3, 1)", doubles(1, 0, 2)));
    write("y.npy", npy(1, "<f8", false, "(3,)", doubles(1, 2, 3)));
    var head = new HeadSpec("label", HeadKind.MULTI_CLASS, "label", 3, 1, 0);
    var network = new NetworkSpec(List.of(), List.of(head));
    var source = DataSources.open(new DataSpec.Npy("x.npy", "y.npy", null), directory);

    assertThatThrownBy(() -> source.checkTargets(network))
        .hasMessage(
            directory.resolve("y.npy")
                + ", example 3 (counting from 1): 3, a multi-class head of 3 outputs expects class"
                + " numbers 0 to 2; classes: [1, 2, 3] makes them 0 to 2");

    var classes = new Classes(List.of("1", "2", "3"));
    var mapped = DataSources.open(new DataSpec.Npy("x.npy", "y.npy", null, classes), directory);
    mapped.checkTargets(network);
    assertThat(mapped.examples().target("label")).containsExactly(0, 1, 2);
    assertThat(mapped.examples().column("label").classes()).containsExactly("1", "2", "3");
    refused(
        new DataSpec.Npy("x.npy", "y.npy", null, new Classes(List.of("1", "2"))),
        directory.resolve("y.npy")
            + ", example 3 (counting from 1): 3 is none of its classes [1, 2]");
  }

  @Test
  void arraysOfOneArchiveAreTakenByTheirNames() throws IOException {
    var x = npy(1, "|u1", false, "(2, 1)", bytes(7, 9));
    var y = npy(1, "<i8", true, "(2,)", longs(0, 1));
    for (int method : List.of(ZipEntry.STORED, ZipEntry.DEFLATED)) {
      npz("d.npz", method, Map.of("x_train", x, "y_train", y));
      var examples = load(new DataSpec.Npz("d.npz", "x_train", "y_train", null, null));
      assertThat(examples.features()).containsExactly(7, 9);
      assertThat(examples.target("label")).containsExactly(0, 1);
    }
    refused(
        new DataSpec.Npz("d.npz", "images", "labels", null, null),
        directory.resolve("d.npz")
            + ": no array images; it has x_train, y_train, and images says which to take");
    refused(
        new DataSpec.Npy("d.npz", "d.npz", null),
        directory.resolve("d.npz")
            + ": an archive of the arrays x_train, y_train; the data source npz says which: npz:"
            + " {file: …, images: …, labels: …}");
  }

  @Test
  void archiveOfOneArrayIsThatArray() throws IOException {
    npz("x.npz", ZipEntry.DEFLATED, Map.of("arr_0", npy(1, "|u1", false, "(1, 1)", bytes(7))));
    write("y.npy", npy(1, "|u1", false, "(1,)", bytes(1)));

    assertThat(load(new DataSpec.Npy("x.npz", "y.npy", null)).features()).containsExactly(7);
  }

  @Test
  void brokenArchivesAreNamed() throws IOException {
    npz("d.npz", ZipEntry.DEFLATED, Map.of("images", npy(1, "|u1", false, "(1, 1)", bytes(7))));
    var whole = Files.readAllBytes(directory.resolve("d.npz"));
    write("d.npz", Arrays.copyOf(whole, whole.length / 2));
    var spec = new DataSpec.Npz("d.npz", "images", "labels", null, null);
    assertThatThrownBy(() -> load(spec))
        .isInstanceOf(InvalidSpec.class)
        .hasMessageStartingWith(directory.resolve("d.npz") + ": broken or cut off: ");

    whole[60] ^= 0x55;
    write("d.npz", whole);
    assertThatThrownBy(() -> load(spec))
        .isInstanceOf(InvalidSpec.class)
        .hasMessageStartingWith(directory.resolve("d.npz") + ", array images: broken: ");

    write("d.npz", npy(1, "|u1", false, "(1, 1)", bytes(7)));
    refused(
        spec,
        directory.resolve("d.npz")
            + ": not a NumPy archive: it is a NumPy file, which the data source npy reads");
  }

  private void npz(String name, int method, Map<String, byte[]> arrays) throws IOException {
    try (var zip = new ZipOutputStream(Files.newOutputStream(directory.resolve(name)))) {
      for (var array : new TreeMap<>(arrays).entrySet()) {
        var entry = new ZipEntry(array.getKey() + ".npy");
        entry.setMethod(method);
        var crc = new CRC32();
        crc.update(array.getValue());
        entry.setCrc(crc.getValue());
        entry.setSize(array.getValue().length);
        zip.putNextEntry(entry);
        zip.write(array.getValue());
      }
    }
  }

  @Test
  void labelsMustMatchTheImages() throws IOException {
    write("x.npy", npy(1, "<f8", false, "(2, 1)", doubles(1, 0)));
    write("y.npy", npy(1, "<f8", false, "(3,)", doubles(0, 1, 1)));
    write("flat.npy", npy(1, "<f8", false, "(2,)", doubles(0, 1)));
    write("one.npy", npy(1, "<f8", false, "(1, 1)", doubles(0)));
    write("alone.npy", npy(1, "<f8", false, "()", doubles(0)));

    refused(
        new DataSpec.Npy("one.npy", "alone.npy", null),
        directory.resolve("alone.npy")
            + ": shape [], expected [1]: one of the labels for each image");
    refused(
        new DataSpec.Npy("alone.npy", "alone.npy", null),
        directory.resolve("alone.npy")
            + ": shape [], expected an axis of examples and one or more of features");

    refused(
        new DataSpec.Npy("x.npy", "y.npy", null),
        directory.resolve("y.npy") + ": shape [3], expected [2]: one of the labels for each image");
    refused(
        new DataSpec.Npy("flat.npy", "flat.npy", null),
        directory.resolve("flat.npy")
            + ": shape [2], expected an axis of examples and one or more of features");
  }

  @Test
  void filesMustExistInsideTheDataDirectory() throws IOException {
    refused(
        new DataSpec.Npy("no.npy", "y.npy", null),
        "images: there is no file " + directory.resolve("no.npy"));
    refused(new DataSpec.Npy(".", "y.npy", null), "images: " + directory + " is not a file");
    refused(new DataSpec.Npy("", "y.npy", null), "images: a file is needed");
    refused(
        new DataSpec.Npy("../x.npy", "y.npy", null),
        "images: ../x.npy stands outside the data directory " + directory + WHICH);
    var inner = Files.createDirectory(directory.resolve("inner"));
    write("x.npy", npy(1, "<f8", false, "(2, 1)", doubles(1, 0)));
    Files.createSymbolicLink(inner.resolve("link.npy"), directory.resolve("x.npy"));
    assertThatThrownBy(() -> DataSources.load(new DataSpec.Npy("link.npy", "y.npy", null), inner))
        .isInstanceOf(InvalidSpec.class)
        .hasMessage("images: link.npy stands outside the data directory " + inner + WHICH);
  }

  @Test
  void absolutePathsAreFreeUnderTheRoot() throws IOException {
    var x = write("x.npy", npy(1, "<f8", false, "(2, 1)", doubles(1, 0)));
    var y = write("y.npy", npy(1, "<f8", false, "(2, 1)", doubles(0, 1)));
    var spec = new DataSpec.Npy(x.toString(), y.toString(), null);
    assertThat(DataSources.load(spec, directory.getRoot()).count()).isEqualTo(2);
  }

  @Test
  void hugeFilesAreRefusedUnread() throws IOException {
    var file = directory.resolve("huge.npy");
    try (var sparse = new java.io.RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(DataDirectory.MAX_BYTES + 1);
    }
    refused(
        new DataSpec.Npy("huge.npy", "y.npy", null),
        file + ": 536870913 bytes, at most 536870912 are read");
  }

  private Examples load(DataSpec spec) {
    return DataSources.load(spec, directory);
  }

  private void refused(DataSpec spec, String message) {
    assertThatThrownBy(() -> load(spec)).isInstanceOf(InvalidSpec.class).hasMessage(message);
  }

  private static void refused(byte[] file, String message) {
    assertThatThrownBy(() -> NpyArray.parse("a", file))
        .isInstanceOf(InvalidSpec.class)
        .hasMessage(message);
  }

  private Path write(String name, byte[] content) throws IOException {
    return Files.write(directory.resolve(name), content);
  }

  private static float[] values(String dtype, byte[] data) {
    return NpyArray.parse("a", npy(1, dtype, false, "(2,)", data)).values();
  }

  private static byte[] npy(int version, String dtype, boolean fortran, String shape, byte[] data) {
    var header =
        header(
            version,
            "{'descr': '%s', 'fortran_order': %s, 'shape': %s, }\n"
                .formatted(dtype, fortran ? "True" : "False", shape));
    return ByteBuffer.allocate(header.length + data.length).put(header).put(data).array();
  }

  private static byte[] header(int version, String text) {
    var buffer =
        ByteBuffer.allocate((version == 1 ? 10 : 12) + text.length())
            .order(ByteOrder.LITTLE_ENDIAN)
            .put(bytes(0x93, 'N', 'U', 'M', 'P', 'Y', version, 0));
    if (version == 1) {
      buffer.putShort((short) text.length());
    } else {
      buffer.putInt(text.length());
    }
    return buffer.put(text.getBytes(StandardCharsets.ISO_8859_1)).array();
  }

  private static byte[] bytes(int... values) {
    var bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }

  private static byte[] longs(long... values) {
    var buffer = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    buffer.asLongBuffer().put(values);
    return buffer.array();
  }

  private static byte[] doubles(double... values) {
    var buffer = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    buffer.asDoubleBuffer().put(values);
    return buffer.array();
  }
}
