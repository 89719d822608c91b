package org.descent.standalone.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.descent.standalone.files.NotOurs;
import org.descent.standalone.files.Remembered;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogDirectoryTest {
  private static final List<String> BROKERS =
      List.of(
          "meta.properties",
          ".lock",
          ".kafka_cleanshutdown",
          "bootstrap.checkpoint",
          "recovery-point-offset-checkpoint",
          "cleaner-offset-checkpoint.tmp",
          "__cluster_metadata-0/quorum-state",
          "__cluster_metadata-0/00000000000000000012-0000000001.checkpoint",
          "descent.cohorts.v1-17/00000000000000000000.log",
          "descent.cohorts.v1-17/00000000000000000000.timeindex.deleted",
          "descent.cohorts.v1-17/leader-epoch-checkpoint",
          "descent.cohorts.v1-17/partition.metadata");

  @TempDir Path parent;
  private Path path;
  private LogDirectory log;

  @BeforeEach
  void nameADirectoryThatIsNotThere() {
    path = parent.resolve("descent-log");
    log = new LogDirectory(path);
  }

  @Test
  void whatTheBrokerMadeIsDeletedAndTheFolderWithIt() throws IOException {
    log.claim();
    brokersFiles();

    assertThat(log.delete()).isEmpty();
    assertThat(path).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "notes.txt",
        "kafka/notes.txt",
        "kafka/descent.cohorts.v1-17/notes.txt",
        "kafka/descent.cohorts.v1-17/photos/1.jpg",
        "kafka/photos/1.jpg",
        "kafka/backup-1/notes.txt"
      })
  void whatSomebodyElsePutThereStaysWhereItIsAndIsTold(String name) throws IOException {
    log.claim();
    brokersFiles();
    var theirs = file(name);

    assertThat(log.delete()).singleElement().satisfies(left -> assertThat(theirs).startsWith(left));
    assertThat(theirs).exists();
    assertThat(path.resolve("kafka/meta.properties")).doesNotExist();
  }

  @Test
  void linksAreRemovedAndWhatTheyLeadToIsNot() throws IOException {
    var theirs = Files.createDirectory(parent.resolve("theirs"));
    var photo = Files.writeString(theirs.resolve("00000000000000000000.log"), "photo");
    log.claim();
    brokersFiles();
    Files.createSymbolicLink(path.resolve("kafka/descent.other-1"), theirs);
    Files.createSymbolicLink(path.resolve("kafka/descent.cohorts.v1-17/more"), photo);

    assertThat(log.delete()).isEmpty();
    assertThat(path).doesNotExist();
    assertThat(photo).hasContent("photo");
  }

  @Test
  void aLinkInPlaceOfTheBrokersFolderIsOnlyRemoved() throws IOException {
    log.claim();
    var theirs = Files.createDirectory(parent.resolve("large-disk"));
    Files.createSymbolicLink(path.resolve("kafka"), theirs);
    brokersFiles();

    log.delete();

    assertThat(path).doesNotExist();
    assertThat(theirs.resolve("meta.properties")).exists();
  }

  @Test
  void nothingIsDeletedWhereALinkLeads() throws IOException {
    var theirs = new LogDirectory(parent.resolve("theirs"));
    theirs.claim();
    Files.createSymbolicLink(path, theirs.path());
    brokersFiles();

    log.delete();

    assertThat(theirs.hasLog()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"notes.txt", "log/00000000000000000000.log", "kafka/notes.txt"})
  void aFolderWithSomethingElseIsRefused(String name) throws IOException {
    var theirs = file(name);

    assertThatThrownBy(log::claim)
        .isInstanceOf(NotOurs.class)
        .hasMessageContaining("was not made by Descent");
    assertThat(theirs).exists();
    assertThat(path.resolve(".descent")).doesNotExist();
  }

  @Test
  void anotherBrokersTopicsAreRefused() throws IOException {
    file("kafka/meta.properties");
    file("kafka/orders-3/00000000000000000000.log");

    assertThatThrownBy(log::requireOurs)
        .isInstanceOf(NotOurs.class)
        .hasMessageStartingWith(
            path.resolve("kafka/orders-3") + " was not made by Descent's broker");
  }

  @Test
  void aLogOfAnEarlierReleaseIsOurs() throws IOException {
    brokersFiles();
    file("lock");

    log.claim();

    assertThat(log.hasLog()).isTrue();
  }

  @Test
  void aDeletionThatWasCutOffIsFinishedBeforeAnybodyGoesOn() throws IOException {
    log.claim();
    log.note(List.of(new Remembered("q-1", "q-1", 3, 9, 100)));
    brokersFiles();
    Files.move(path.resolve(".descent"), path.resolve(".descent-over"));

    assertThat(log.hasLog()).isFalse();
    assertThat(log.experiments()).isEmpty();
    log.claim();
    assertThat(path.resolve("kafka")).doesNotExist();
    assertThat(log.experiments()).isEmpty();
  }

  @Test
  void itIsKnownWhoseLogItIs() throws IOException {
    var experiments = List.of(new Remembered("q-1", "q-1", 3, 9, 100));
    log.claim();
    log.note(experiments);

    assertThat(new LogDirectory(path).experiments()).isEqualTo(experiments);
  }

  private void brokersFiles() throws IOException {
    for (var name : BROKERS) {
      file("kafka/" + name);
    }
  }

  private Path file(String name) throws IOException {
    var file = path.resolve(name);
    if (!Files.isDirectory(file.getParent())) {
      Files.createDirectories(file.getParent());
    }
    return Files.writeString(file, name);
  }
}
