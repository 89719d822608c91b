package org.descent.standalone.broker;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.descent.standalone.files.DirectoryLock;
import org.descent.standalone.files.NotOurs;
import org.descent.standalone.files.Remembered;

/**
 * The folder that an embedded broker has its log in. It holds {@code kafka}, what the broker makes,
 * and {@code .descent}, by which the folder is known as ours and which says whose log it is.
 * Whatever else lies there is the user's.
 */
public final class LogDirectory {
  private static final String KAFKA = "kafka";
  private static final String MARKER = ".descent";

  /** The marker's name once the log is being deleted: nobody may go on from it any more. */
  private static final String OVER = ".descent-over";

  private static final String PROCESS_LOG = "descent.log";

  /** What there was before folders were marked. */
  private static final Set<String> UNMARKED = Set.of(KAFKA, DirectoryLock.FILE, MARKER + ".part");

  private static final Pattern BROKERS_FILE =
      Pattern.compile(
          "(meta\\.properties|\\.lock|\\.kafka_cleanshutdown|bootstrap\\.checkpoint"
              + "|(cleaner-offset|log-start-offset|recovery-point-offset|replication-offset)-checkpoint)"
              + "(\\.tmp)?");
  private static final Pattern OUR_TOPIC = Pattern.compile("(descent\\.|__).*");
  private static final Pattern PARTITION =
      Pattern.compile("[a-zA-Z0-9._-]+-\\d+(\\.[0-9a-f]+-(delete|future|stray))?");
  private static final Pattern PARTITIONS_FILE =
      Pattern.compile(
          "(leader-epoch-checkpoint|partition\\.metadata|quorum-state"
              + "|\\d{20}(-\\d{10})?\\.(log|index|timeindex|txnindex|snapshot|checkpoint))"
              + "(\\.(tmp|part|deleted|cleaned|swap))*");

  private final Path path;

  /** The folder at {@code path}, which need not exist. */
  public LogDirectory(Path path) {
    this.path = path;
  }

  /** Where it is. */
  public Path path() {
    return path;
  }

  /** Whether a broker can go on from what is there. */
  public boolean hasLog() {
    return Files.isRegularFile(kafka().resolve("meta.properties")) && !isOver();
  }

  /**
   * Returns if a broker of ours may work here: if nothing is there, or what an earlier one has
   * left, marked or, by a release that did not mark, alone in the folder.
   *
   * @throws NotOurs if there is something else
   */
  public void requireOurs() throws IOException {
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    if (!Files.isDirectory(path)) {
      throw new NotOurs(path, "is not a folder");
    }
    boolean marked = isOver() || Files.isRegularFile(marker(), LinkOption.NOFOLLOW_LINKS);
    for (var entry : listed(path)) {
      if (!marked && !UNMARKED.contains(name(entry))) {
        throw new NotOurs(entry, "was not made by Descent");
      }
    }
    // A broker would stumble over what it does not know, and work on another one's topics.
    for (var entry : listed(kafka())) {
      boolean known =
          Files.isDirectory(entry)
              ? PARTITION.matcher(name(entry)).matches()
                  && (marked || OUR_TOPIC.matcher(name(entry)).matches())
              : BROKERS_FILE.matcher(name(entry)).matches();
      if (!known) {
        throw new NotOurs(entry, "was not made by Descent's broker");
      }
    }
  }

  /** The experiments whose log this is, as last noted; none if nothing is known. */
  public List<Remembered> experiments() throws IOException {
    return Files.isRegularFile(marker()) ? Remembered.all(Files.readString(marker())) : List.of();
  }

  /** Notes whose log this is. */
  public void note(List<Remembered> experiments) throws IOException {
    var draft = path.resolve(MARKER + ".part");
    Files.writeString(draft, Remembered.text(experiments));
    Files.move(draft, marker(), StandardCopyOption.REPLACE_EXISTING);
  }

  /**
   * Deletes what the broker has made, and the folder with it if nothing else is there. Nothing is
   * deleted in a folder that a link leads to.
   *
   * @return what is not ours and was left
   */
  public List<Path> delete() throws IOException {
    if (!isFolder(path)) {
      return List.of();
    }
    if (Files.exists(marker())) {
      Files.move(marker(), path.resolve(OVER), StandardCopyOption.REPLACE_EXISTING);
    }
    var left = new ArrayList<>(deleteBrokers());
    for (var name : List.of(MARKER + ".part", OVER, DirectoryLock.FILE)) {
      Files.deleteIfExists(path.resolve(name));
    }
    listed(path).stream().filter(entry -> !entry.equals(kafka())).forEach(left::add);
    deleteIfEmpty(path);
    return left;
  }

  /** Where the process that has its broker here, and nothing else, writes what it does. */
  public Path processLog() {
    return path.resolve(PROCESS_LOG);
  }

  /**
   * Makes the folder ours and finishes a deletion that was cut off.
   *
   * @throws NotOurs if it holds something else
   */
  public void claim() throws IOException {
    make();
    if (isOver()) {
      deleteBrokers();
      Files.move(path.resolve(OVER), marker(), StandardCopyOption.REPLACE_EXISTING);
      note(List.of());
    }
    if (!Files.exists(marker())) {
      note(List.of());
    }
  }

  /** Makes the folder, if it is missing. */
  void make() throws IOException {
    requireOurs();
    if (!Files.isDirectory(path)) { // which may be a link's end
      Files.createDirectories(path);
    }
  }

  Path kafka() {
    return path.resolve(KAFKA);
  }

  private boolean isOver() {
    return Files.isRegularFile(path.resolve(OVER), LinkOption.NOFOLLOW_LINKS);
  }

  private Path marker() {
    return path.resolve(MARKER);
  }

  /** Deletes the broker's files; what is not one of them is left and returned. */
  private List<Path> deleteBrokers() throws IOException {
    if (isLink(kafka())) {
      Files.delete(kafka());
    }
    if (!isFolder(kafka())) {
      return List.of();
    }
    var left = new ArrayList<Path>();
    for (var entry : listed(kafka())) {
      if (isFolder(entry) && PARTITION.matcher(name(entry)).matches()) {
        for (var file : listed(entry)) {
          deleteIf(PARTITIONS_FILE, file, left);
        }
        deleteIfEmpty(entry);
      } else {
        deleteIf(BROKERS_FILE, entry, left);
      }
    }
    deleteIfEmpty(kafka());
    return left;
  }

  private static void deleteIf(Pattern ours, Path file, List<Path> left) throws IOException {
    if (isLink(file) || ours.matcher(name(file)).matches() && !isFolder(file)) {
      Files.deleteIfExists(file);
    } else {
      left.add(file);
    }
  }

  private static void deleteIfEmpty(Path folder) throws IOException {
    try {
      Files.deleteIfExists(folder);
    } catch (DirectoryNotEmptyException e) {
      // Something in it is not ours.
    }
  }

  /** What is in {@code folder}, whatever links lead to it; nothing if it is not there. */
  private static List<Path> listed(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (var entries = Files.list(folder)) {
      return entries.sorted().toList();
    }
  }

  private static boolean isFolder(Path path) {
    return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
  }

  private static boolean isLink(Path path) {
    return Files.isSymbolicLink(path);
  }

  private static String name(Path path) {
    return path.getFileName().toString();
  }
}
