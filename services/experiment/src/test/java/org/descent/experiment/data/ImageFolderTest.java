package org.descent.experiment.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.descent.contracts.InvalidSpec;
import org.descent.contracts.data.Examples;
import org.descent.contracts.spec.DataSpec;
import org.descent.contracts.spec.Sides;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageFolderTest {
  private static final int GREY = BufferedImage.TYPE_BYTE_GRAY;
  private static final int RGB = BufferedImage.TYPE_INT_RGB;

  @TempDir Path directory;

  @Test
  void namesOfFoldersAreTheClasses() throws IOException {
    write("dog/b.png", image(RGB, 1, 1, 0x0000ff));
    write("cat/z.png", image(RGB, 1, 1, 0xff0000));
    write("dog/a.PNG", image(RGB, 1, 1, 0x003300));
    Files.writeString(directory.resolve("dog/notes.txt"), "of 1936");
    Files.createDirectory(directory.resolve(".cache"));

    var examples = load(null, false);

    assertThat(examples.shape()).containsExactly(1, 1, 3);
    assertThat(examples.features()).containsExactly(1, 0, 0, 0, 0.2f, 0, 0, 0, 1);
    assertThat(examples.target("label")).containsExactly(0, 1, 1);
    assertThat(examples.column("label").classes()).containsExactly("cat", "dog");
  }

  @Test
  void greyStaysAsItStandsAndColourBecomesItsBrightness() throws IOException {
    var grey = new BufferedImage(2, 1, GREY);
    grey.getRaster().setSample(0, 0, 0, 51);
    grey.getRaster().setSample(1, 0, 0, 102);
    write("a/1.png", grey);
    write("b/2.png", image(RGB, 1, 2, 0xff0000));

    assertThat(load(null, true).shape()).containsExactly(1, 2);
    assertThat(load(null, true).features()).containsExactly(0.2f, 0.4f, 76 / 255f, 76 / 255f);
    assertThat(Arrays.copyOf(load(null, false).features(), 6))
        .containsExactly(0.2f, 0.2f, 0.2f, 0.4f, 0.4f, 0.4f);
  }

  @Test
  void jpegIsReadNearlyAsItWasWritten() throws IOException {
    write("a/1.jpg", image(RGB, 8, 8, 0x336699));
    write("b/2.jpeg", image(GREY, 8, 8, 0xffffff));

    var pixels = load(null, false).features();

    assertThat(pixels[0]).isCloseTo(0.2f, within(0.02f));
    assertThat(pixels[2]).isCloseTo(0.6f, within(0.02f));
    assertThat(pixels[pixels.length - 1]).isCloseTo(1, within(0.01f));
  }

  @Test
  void imagesAreMadeOneSize() throws IOException {
    var large = new BufferedImage(4, 2, GREY);
    for (int x = 0; x < 4; x++) {
      for (int y = 0; y < 2; y++) {
        large.getRaster().setSample(x, y, 0, x < 2 ? 0 : 255);
      }
    }
    write("a/large.png", large);
    write("b/small.png", image(GREY, 1, 1, 0xffffff));

    var pixels = load(new Sides(1, 2), true).features();

    // about 0.5 the triangle of radius 2 weighs pixels 0 to 2 with 1.5, 1.5 and 0.5
    assertThat(pixels[0]).isCloseTo(0.5f / 3.5f, within(1e-6f));
    assertThat(pixels[1]).isCloseTo(3 / 3.5f, within(1e-6f));
    assertThat(pixels[2]).isEqualTo(1);
    assertThat(pixels[3]).isEqualTo(1);
  }

  @Test
  void differentSizesAreToldByTwoFiles() throws IOException {
    write("a/1.png", image(RGB, 2, 3, 0));
    write("b/2.png", image(RGB, 4, 5, 0));

    refused(
        directory.resolve("b/2.png")
            + ": 4 pixels high and 5 wide, "
            + directory.resolve("a/1.png")
            + " has 2 and 3; resize: [2, 3] makes them one size");
  }

  @Test
  void whatIsNoFolderOfImagesIsTold() throws IOException {
    refused(directory + ": no folders in it, expected one for each class");
    Files.createDirectory(directory.resolve("cat"));
    refused(directory.resolve("cat") + ": no PNG or JPEG in it");
    Files.writeString(directory.resolve("cat/1.png"), "<html>");
    refused(
        directory.resolve("cat/1.png")
            + ": not a PNG or JPEG: it is HTML or XML, perhaps the page of a download that failed");
    Files.writeString(directory.resolve("cat/1.png"), "");
    refused(directory.resolve("cat/1.png") + ": not a PNG or JPEG");
    write("cat/1.png", image(RGB, 9, 9, 0x123456));
    var whole = Files.readAllBytes(directory.resolve("cat/1.png"));
    Files.write(directory.resolve("cat/1.png"), Arrays.copyOf(whole, whole.length / 2));
    assertThatThrownBy(() -> load(null, false))
        .isInstanceOf(InvalidSpec.class)
        .hasMessageStartingWith(
            directory.resolve("cat/1.png") + ": broken or of an unknown kind: ");
    assertThatThrownBy(() -> DataSources.load(new DataSpec.Images("none", null, false), directory))
        .hasMessage("folder: there is no folder " + directory.resolve("none"));
    assertThatThrownBy(
            () -> DataSources.load(new DataSpec.Images("cat/1.png", null, false), directory))
        .hasMessage("folder: " + directory.resolve("cat/1.png") + " is not a folder");
  }

  @Test
  void folderIsDescribedByAllThatItHolds() throws IOException {
    write("a/1.png", image(RGB, 1, 1, 0));
    write("b/2.png", image(RGB, 1, 1, 0xffffff));
    var spec = new DataSpec.Images(directory.toString(), null, false);
    var before = DataSources.read(spec, directory).files();

    assertThat(before).singleElement().satisfies(f -> assertThat(f.bytes()).isPositive());
    assertThat(DataSources.read(spec, directory).files()).isEqualTo(before);
    Files.move(directory.resolve("a/1.png"), directory.resolve("b/1.png"));
    write("a/3.png", image(RGB, 1, 1, 0));
    assertThat(DataSources.read(spec, directory).files()).isNotEqualTo(before);
  }

  private Examples load(Sides resize, boolean grey) {
    var spec = new DataSpec.Images(directory.toString(), resize, grey);
    return DataSources.load(spec, directory);
  }

  private void refused(String message) {
    assertThatThrownBy(() -> load(null, false)).isInstanceOf(InvalidSpec.class).hasMessage(message);
  }

  private static BufferedImage image(int type, int height, int width, int rgb) {
    var image = new BufferedImage(width, height, type);
    for (int x = 0; x < width; x++) {
      for (int y = 0; y < height; y++) {
        image.setRGB(x, y, rgb);
      }
    }
    return image;
  }

  private void write(String name, BufferedImage image) throws IOException {
    var file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    var format = name.toLowerCase(java.util.Locale.ROOT).endsWith("png") ? "png" : "jpg";
    assertThat(ImageIO.write(image, format, file.toFile())).isTrue();
  }
}
