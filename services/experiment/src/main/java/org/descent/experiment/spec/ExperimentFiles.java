package org.descent.experiment.spec;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the experiments in files, and in the files that these include. */
final class ExperimentFiles {
  private static final List<String> STUDY_KEYS =
      List.of("apiVersion", "kind", "name", "title", "include", "experiments");

  private final Problems problems;
  private final Deque<Path> including = new ArrayDeque<>();

  ExperimentFiles(Problems problems) {
    this.problems = problems;
  }

  /** The documents of all experiments, in order; files that cannot be read are noted. */
  List<Tree.Mapping> read(List<Path> files) {
    return files.stream()
        .flatMap(file -> problems.attempt(() -> file(file, new Place(file.toString(), 0))).stream())
        .flatMap(List::stream)
        .toList();
  }

  /** The title that stands in {@code file}. */
  Optional<String> title(Path file) {
    return problems
        .attempt(
            () ->
                YamlText.parse(
                    text(file, new Place(file.toString(), 0)), file.toString(), problems))
        .flatMap(
            tree -> tree instanceof Tree.Mapping map ? map.get("title") : Optional.<Tree>empty())
        .map(Tree::written);
  }

  /**
   * The experiments of one file.
   *
   * @param asked where the file is asked for: where to note that there is none
   */
  private List<Tree.Mapping> file(Path file, Place asked) {
    var identity = file.toAbsolutePath().normalize();
    if (including.contains(identity)) {
      throw problems.add(asked, "include", file + " includes itself");
    }
    var tree = YamlText.parse(text(file, asked), file.toString(), problems);
    if (!(tree instanceof Tree.Mapping document)) {
      throw new Value(tree, "", problems).unlike("a map with apiVersion, kind, name, …");
    }
    including.push(identity);
    try {
      return document.get("kind").filter(kind -> kind.written().equals("Study")).isPresent()
          ? study(document, file)
          : List.of(experiment(document, file));
    } finally {
      including.pop();
    }
  }

  private List<Tree.Mapping> study(Tree.Mapping document, Path file) {
    var fields = new Value(document, "", problems).fields(STUDY_KEYS.toArray(String[]::new));
    fields.need("apiVersion", "", v -> v.word(Map.of(ExperimentBinder.API_VERSION, "")));
    var included =
        fields.read("include", List.<List<Tree.Mapping>>of(), v -> v.each(i -> include(i, file)));
    var inline =
        fields.read("experiments", List.<Tree.Mapping>of(), v -> v.each(i -> inline(i, file)));
    var all = Stream.concat(included.stream().flatMap(List::stream), inline.stream()).toList();
    return fields.make(
        () -> {
          if (all.isEmpty()) {
            throw problems.add(
                document.place(),
                "",
                "a study without experiments, expected include or experiments");
          }
          return all;
        });
  }

  private List<Tree.Mapping> include(Value item, Path file) {
    try {
      return file(file.resolveSibling(item.text()), item.tree().place());
    } catch (InvalidPathException e) {
      throw item.unlike("the name of a file");
    }
  }

  private Tree.Mapping inline(Value item, Path file) {
    if (!(item.tree() instanceof Tree.Mapping mapping)) {
      throw item.unlike("an experiment: a map with name, data, network, …");
    }
    var entries = new LinkedHashMap<String, Tree>();
    entries.put("apiVersion", new Tree.Scalar(mapping.place(), ExperimentBinder.API_VERSION));
    entries.put("kind", new Tree.Scalar(mapping.place(), "Experiment"));
    entries.putAll(mapping.entries());
    return experiment(new Tree.Mapping(mapping.place(), entries), file);
  }

  private static Tree.Mapping experiment(Tree.Mapping document, Path file) {
    return DataFiles.absolute(document, file.toAbsolutePath().getParent());
  }

  private String text(Path file, Place asked) {
    // A file that the user named is not introduced by its own name again.
    var subject = asked.file().equals(file.toString()) ? "" : file + " ";
    try {
      if (Files.isDirectory(file)) {
        throw problems.add(asked, "", subject + "is a directory, expected an experiment file");
      }
      if (!Files.exists(file)) {
        throw problems.add(asked, "", subject + "does not exist");
      }
      if (!Files.isRegularFile(file)) {
        throw problems.add(asked, "", subject + "is not a file, expected an experiment file");
      }
      if (Files.size(file) == 0) { // so do those say that the system makes up, and do not end
        throw problems.add(asked, "", subject + "is empty, expected an experiment");
      }
      if (Files.size(file) > YamlText.MAX_SIZE) {
        throw problems.add(
            asked,
            "",
            subject + "has " + Files.size(file) + " bytes, expected at most " + YamlText.MAX_SIZE);
      }
      var text =
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(Files.readAllBytes(file)));
      if (text.toString().isBlank()) {
        throw problems.add(asked, "", subject + "is empty, expected an experiment");
      }
      return text.toString();
    } catch (CharacterCodingException e) {
      throw problems.add(asked, "", subject + "is not UTF-8 text");
    } catch (AccessDeniedException e) {
      throw problems.add(asked, "", subject + "cannot be read: permission denied");
    } catch (IOException e) {
      throw problems.add(asked, "", subject + "cannot be read: " + e.getMessage());
    }
  }
}
