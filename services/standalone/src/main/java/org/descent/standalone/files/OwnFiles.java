package org.descent.standalone.files;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.descent.standalone.files.FileList.Written;

/**
 * The files that Descent has written to a directory, known by their content. Whatever else is in
 * it, links included, belongs to the user: it is never written to, replaced or removed.
 *
 * <p>A file is made under {@code .descent/drafts}, listed in {@code .descent/files}, and moved to
 * its place, so that at every moment what stands there is listed, even when the process is killed.
 */
public final class OwnFiles implements AutoCloseable {
  /** The folder that is Descent's own, in each directory that it writes to. */
  public static final String FOLDER = ".descent";

  private static final String LIST = "files";
  private static final String NOTE = "experiments";
  private static final String DRAFTS = "drafts";
  private static final Set<String> IN_FOLDER = Set.of(LIST, NOTE, DRAFTS, DirectoryLock.FILE);

  /** A file as it was when its bytes were read, of which there may be gigabytes. */
  private record Seen(Path file, String digest, long size, FileTime changed) {}

  /** Makes a file's content. */
  @FunctionalInterface
  public interface Content {
    /** Writes the content to {@code draft}, which does not exist. */
    void to(Path draft) throws IOException;
  }

  private final Path directory;
  private final Path folder;
  private final FileList list;
  private final Set<String> current = new HashSet<>();
  private final Map<Seen, String> digests = new HashMap<>();
  private DirectoryLock lock;
  private int drafts;

  private OwnFiles(Path directory) {
    this.directory = directory;
    this.folder = directory.resolve(FOLDER);
    this.list = new FileList(folder.resolve(LIST));
  }

  /**
   * What {@code directory}, which need not exist, says about its files. Nothing is changed there.
   *
   * @throws NotOurs if there is a {@code .descent} in it that Descent has not made
   */
  public static OwnFiles in(Path directory) throws IOException {
    var files = new OwnFiles(directory);
    files.read();
    return files;
  }

  /**
   * Makes the directory where it is missing, and keeps other processes out of it.
   *
   * @throws DirectoryInUse if there is one
   */
  public void lock() throws IOException {
    Files.createDirectories(folder);
    lock = DirectoryLock.take(folder, directory);
    read();
    // Whatever a process that was killed has left there.
    Deletion.of(folder.resolve(DRAFTS));
    Files.createDirectory(folder.resolve(DRAFTS));
    forget();
    list.open(draft());
  }

  /** The directory itself. */
  public Path directory() {
    return directory;
  }

  /**
   * Returns if a file may be written.
   *
   * @param path from the directory, with slashes
   * @throws NotOurs if there is something that Descent did not write, or not like that
   */
  public void requireOurs(String path) throws IOException {
    var file = directory.resolve(path);
    for (var parent = file.getParent(); !directory.equals(parent); parent = parent.getParent()) {
      requireFolder(parent);
    }
    if (!exists(file)) {
      return;
    }
    if (list.at(path).isEmpty() || !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new NotOurs(file, "is not among the files that Descent wrote there");
    }
    if (asWritten(path).isEmpty()) {
      throw new NotOurs(file, "has been changed since Descent wrote it");
    }
  }

  /**
   * Returns if everything in {@code folder} whose name is {@code like} this may be replaced.
   *
   * @throws NotOurs if there is something that Descent did not write
   */
  public void requireOurs(String folder, Predicate<String> like) throws IOException {
    requireFolder(directory.resolve(folder));
    for (var name : names(directory.resolve(folder))) {
      if (like.test(name)) {
        requireOurs(folder + "/" + name);
      }
    }
  }

  /**
   * Writes a file, as a whole or not at all.
   *
   * @param path from the directory, with slashes; folders are made
   * @return where it stands
   * @throws NotOurs if that place is taken
   * @throws StorageFailure if the directory cannot be written to
   */
  public Path write(String path, Content content) throws IOException {
    var draft = draft();
    try {
      content.to(draft);
      return put(path, draft);
    } catch (IOException e) {
      throw StorageFailure.located(directory, e);
    } finally {
      Deletion.of(draft);
    }
  }

  /**
   * Writes a folder of files; each is replaced as a whole.
   *
   * @param path from the directory, with slashes
   * @param content makes the folder
   * @throws StorageFailure if the directory cannot be written to
   */
  public void writeFolder(String path, Content content) throws IOException {
    var draft = draft();
    try {
      content.to(draft);
      List<Path> files;
      try (var all = Files.walk(draft)) {
        files = all.filter(Files::isRegularFile).sorted().toList();
      }
      for (var file : files) {
        put(path + "/" + slashed(draft.relativize(file)), file);
      }
    } catch (IOException e) {
      throw StorageFailure.located(directory, e);
    } finally {
      Deletion.of(draft);
    }
  }

  /**
   * Lists a file that somebody else in this process writes, and goes on writing.
   *
   * @throws NotOurs if that place is taken
   */
  public void addLog(String path) throws IOException {
    requireOurs(path);
    add(new Written(path, null, 0));
  }

  /**
   * Removes what an earlier process has written and this one has not.
   *
   * @param which by their paths
   * @return those that have been changed since they were written, and so were left
   */
  public List<Path> removeOthers(Predicate<String> which) throws IOException {
    var left = new ArrayList<Path>();
    var folders = new TreeSet<Path>();
    for (var path : list.paths()) {
      var file = directory.resolve(path);
      if (current.contains(path) || !which.test(path) || !exists(file)) {
        continue;
      }
      try {
        requireOurs(path);
        Files.delete(file);
        list.remove(path);
        folders.add(file.getParent());
      } catch (NotOurs changed) {
        left.add(file);
      }
    }
    for (var emptied : folders.descendingSet()) {
      removeEmpty(emptied);
    }
    return left;
  }

  /** What was noted about the directory; empty if nothing. */
  public String note() throws IOException {
    var file = folder.resolve(NOTE);
    return exists(file) ? Files.readString(file) : "";
  }

  /** Notes something about the directory, in place of what was noted before. */
  public void note(String text) throws IOException {
    var draft = draft();
    try {
      Files.writeString(draft, text);
      Files.move(draft, folder.resolve(NOTE), StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw StorageFailure.located(directory, e);
    }
  }

  /** Lets others work in the directory. */
  @Override
  public void close() {
    try {
      list.close();
    } catch (IOException e) {
      // Each line has been written as a whole already.
    }
    if (lock != null) {
      lock.close();
    }
  }

  /** A path from the directory as the list has it. */
  public static String slashed(Path relative) {
    return relative.toString().replace(relative.getFileSystem().getSeparator(), "/");
  }

  private Path draft() {
    return folder.resolve(DRAFTS).resolve(Integer.toString(drafts++));
  }

  private Path put(String path, Path draft) throws IOException {
    requireOurs(path);
    var file = directory.resolve(path);
    add(new Written(path, Digest.of(draft), Files.size(draft)));
    Files.createDirectories(file.getParent());
    Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING);
    return file;
  }

  private void add(Written entry) throws IOException {
    list.add(entry);
    current.add(entry.path());
  }

  /** Links are not followed: what they lead to is not in the directory. */
  private static void requireFolder(Path folder) throws NotOurs {
    if (exists(folder) && !Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      throw new NotOurs(folder, "is not a folder");
    }
  }

  /** The entry that fits what stands at {@code path}. */
  private Optional<Written> asWritten(String path) throws IOException {
    var file = directory.resolve(path);
    for (var entry : list.at(path)) {
      if (entry.digest() == null
          || entry.size() == Files.size(file)
              && entry.digest().equals(digest(file, entry.digest()))) {
        return Optional.of(entry);
      }
    }
    return Optional.empty();
  }

  /** Lets go of files that are gone, and of what files were before. */
  private void forget() throws IOException {
    for (var path : list.paths()) {
      if (!Files.isRegularFile(directory.resolve(path), LinkOption.NOFOLLOW_LINKS)) {
        list.remove(path);
      } else if (list.at(path).size() > 1) {
        asWritten(path).ifPresent(list::keep);
      }
    }
  }

  private void read() throws IOException {
    if (exists(folder)
        && (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
            || !IN_FOLDER.containsAll(names(folder)))) {
      throw new NotOurs(folder, "was not made by Descent");
    }
    list.read();
  }

  private static void removeEmpty(Path folder) throws IOException {
    try {
      Files.delete(folder);
    } catch (DirectoryNotEmptyException e) {
      // Something of the user's, or still needed.
    }
  }

  private static List<String> names(Path folder) throws IOException {
    try (var entries = Files.list(folder)) {
      return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
    } catch (NoSuchFileException | NotDirectoryException e) {
      return List.of();
    }
  }

  private static boolean exists(Path file) {
    return Files.exists(file, LinkOption.NOFOLLOW_LINKS);
  }

  private String digest(Path file, String like) throws IOException {
    var seen = new Seen(file, Digest.kind(like), Files.size(file), Files.getLastModifiedTime(file));
    var known = digests.get(seen);
    if (known == null) {
      known = Digest.of(file, like);
      digests.put(seen, known);
    }
    return known;
  }
}
