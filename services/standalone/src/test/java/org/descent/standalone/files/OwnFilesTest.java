package org.descent.standalone.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnFilesTest {
  @TempDir Path parent;
  private Path directory;

  @BeforeEach
  void nameADirectoryThatIsNotThere() {
    directory = parent.resolve("out");
  }

  @Test
  void whatWasWrittenMayBeReplacedByTheNextProcess() throws IOException {
    write("report.html", "one");
    write("report.html", "two");

    assertThat(directory.resolve("report.html")).hasContent("two");
  }

  @Test
  void aFileOfTheUsersIsNeitherReplacedNorRemoved() throws IOException {
    var notes = Files.createDirectory(directory).resolve("report.html");
    Files.writeString(notes, "three weeks");

    assertThatThrownBy(() -> write("report.html", "mine"))
        .isInstanceOf(NotOurs.class)
        .hasMessageStartingWith(notes + " is not among the files that Descent wrote there");
    try (var files = locked()) {
      files.removeOthers(path -> true);
    }
    assertThat(notes).hasContent("three weeks");
  }

  @Test
  void whatSomebodyHasChangedSinceIsTheirs() throws IOException {
    var file = write("results.csv", "1,2");
    Files.writeString(file, "1,3"); // as long as before

    assertThatThrownBy(() -> write("results.csv", "4,5"))
        .isInstanceOf(NotOurs.class)
        .hasMessageStartingWith(file + " has been changed since Descent wrote it");
    try (var files = locked()) {
      assertThat(files.removeOthers(path -> true)).containsExactly(file);
    }
    assertThat(file).hasContent("1,3");
  }

  @Test
  void asBeforeIsNotChanged() throws IOException {
    var file = write("results.csv", "1,2");
    Files.writeString(file, "1,2");

    write("results.csv", "4,5");

    assertThat(file).hasContent("4,5");
  }

  @Test
  void linksAreNeverFollowedNorReplaced() throws IOException {
    var theirs = Files.createDirectory(parent.resolve("theirs"));
    Files.writeString(theirs.resolve("q.csv"), "data");
    Files.createDirectory(directory);
    Files.createSymbolicLink(directory.resolve("curves"), theirs);
    Files.createSymbolicLink(directory.resolve("report.html"), theirs.resolve("q.csv"));

    assertThatThrownBy(() -> write("curves/q.csv", "mine")).isInstanceOf(NotOurs.class);
    assertThatThrownBy(() -> write("report.html", "mine")).isInstanceOf(NotOurs.class);
    assertThatThrownBy(
            () -> OwnFiles.in(directory).requireOurs("curves", name -> name.endsWith(".csv")))
        .isInstanceOf(NotOurs.class);
    assertThat(theirs.resolve("q.csv")).hasContent("data");
    assertThat(directory.resolve("report.html")).isSymbolicLink();
  }

  @Test
  void aProcessThatIsKilledLeavesNothingUnknown() throws IOException {
    write("report.html", "one");
    var files = locked();
    // Killed after the line was written and before the file was moved, and in the middle of a line.
    files.write("report.html", draft -> Files.writeString(draft, "two"));
    Files.writeString(directory.resolve("report.html"), "one");
    Files.writeString(directory.resolve(".descent/drafts/7"), "half a curve");
    Files.writeString(
        directory.resolve(".descent/files"), "\n{\"path\":\"cur", StandardOpenOption.APPEND);
    files.close();

    write("report.html", "three");
    write("curves/q.csv", "1");

    assertThat(directory.resolve("report.html")).hasContent("three");
    assertThat(directory.resolve(".descent/drafts")).isEmptyDirectory();
  }

  @Test
  void aFileThatCannotBeMadeLeavesTheOneBefore() throws IOException {
    var file = write("results.csv", "1");
    try (var files = locked()) {
      assertThatThrownBy(
              () ->
                  files.write(
                      "results.csv",
                      draft -> {
                        Files.writeString(draft, "2");
                        throw new IOException("No space left on device");
                      }))
          .hasMessage(directory + ": no space left on the device");
    }

    assertThat(file).hasContent("1");
    write("results.csv", "3");
  }

  @Test
  void whatIsNotWrittenAgainGoesAndItsFolderWithIt() throws IOException {
    write("figures/figure-01.svg", "1");
    write("curves/other.csv", "2");
    var theirs = Files.writeString(directory.resolve("curves/mine.csv"), "3");
    try (var files = locked()) {
      files.write("curves/q.csv", draft -> Files.writeString(draft, "4"));
      assertThat(files.removeOthers(path -> true)).isEmpty();
    }

    assertThat(directory.resolve("figures")).doesNotExist();
    assertThat(names(directory.resolve("curves"))).containsExactly("mine.csv", "q.csv");
    assertThat(theirs).hasContent("3");
  }

  @Test
  void aLogMayGrow() throws IOException {
    try (var files = locked()) {
      files.addLog("descent.log");
      Files.writeString(directory.resolve("descent.log"), "starting\n");
    }
    Files.writeString(directory.resolve("descent.log"), "more\n", StandardOpenOption.APPEND);

    OwnFiles.in(directory).requireOurs("descent.log");
  }

  @Test
  void aFolderOfThatNameThatIsSomethingElseIsRefused() throws IOException {
    Files.createDirectories(directory.resolve(".descent"));
    Files.writeString(directory.resolve(".descent/save.dat"), "level 7");

    assertThatThrownBy(() -> OwnFiles.in(directory))
        .isInstanceOf(NotOurs.class)
        .hasMessageStartingWith(directory.resolve(".descent") + " was not made by Descent");
  }

  @Test
  void aListSaysNothingAboutWhatIsNotInTheDirectory() throws IOException {
    var theirs = Files.createFile(parent.resolve("empty.txt"));
    var nothing = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    Files.createDirectories(directory.resolve(".descent"));
    Files.writeString(
        directory.resolve(".descent/files"),
        """
        {"path":"../empty.txt","sha256":"%1$s","size":0}
        {"path":"%2$s","sha256":"%1$s","size":0}
        {"path":"a/../../empty.txt","sha256":"%1$s","size":0}
        {"sha256":"%1$s","size":0}
        """
            .formatted(nothing, theirs));

    try (var files = locked()) {
      files.removeOthers(path -> true);
    }

    assertThat(theirs).exists();
  }

  @Test
  void aFileThatAnEarlierReleaseHasListedBySha256IsKnownAsLongAsItIsAsItWas() throws IOException {
    Files.createDirectories(directory.resolve(".descent"));
    Files.writeString(directory.resolve("abc.txt"), "abc");
    Files.writeString(
        directory.resolve(".descent/files"),
        """
        {"path":"abc.txt","sha256":"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad","size":3}
        """);

    try (var files = locked()) {
      files.requireOurs("abc.txt");
    }
    Files.writeString(directory.resolve("abc.txt"), "abd");
    try (var files = locked()) {
      assertThatThrownBy(() -> files.requireOurs("abc.txt"))
          .isInstanceOf(NotOurs.class)
          .hasMessageContaining("has been changed since Descent wrote it");
    }
  }

  @Test
  void lookingChangesNothing() throws IOException {
    OwnFiles.in(directory).requireOurs("report.html");

    assertThat(directory).doesNotExist();
  }

  @Test
  void onlyOneProcessWorksInADirectory() throws IOException {
    try (var files = locked()) {
      assertThatThrownBy(this::locked)
          .isInstanceOf(DirectoryInUse.class)
          .hasMessage(files.directory() + " is in use by another run");
    }
  }

  @Test
  void aFolderThatCannotBeMadeLeavesNothing() throws IOException {
    try (var files = locked()) {
      assertThatThrownBy(
              () ->
                  files.writeFolder(
                      "saved-models/q",
                      draft -> {
                        Files.createDirectory(draft);
                        throw new IOException("No space left on device");
                      }))
          .hasMessage(directory + ": no space left on the device");
    }

    assertThat(directory.resolve("saved-models")).doesNotExist();
    assertThat(directory.resolve(".descent/drafts")).isEmptyDirectory();
  }

  private Path write(String path, String text) throws IOException {
    try (var files = locked()) {
      return files.write(path, draft -> Files.writeString(draft, text));
    }
  }

  private OwnFiles locked() throws IOException {
    var files = OwnFiles.in(directory);
    files.lock();
    return files;
  }

  private static Stream<String> names(Path folder) throws IOException {
    try (var entries = Files.list(folder)) {
      return entries.map(entry -> entry.getFileName().toString()).sorted().toList().stream();
    }
  }
}
