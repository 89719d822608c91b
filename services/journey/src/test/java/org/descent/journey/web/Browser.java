package org.descent.journey.web;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.descent.journey.Eventually;
import org.openqa.selenium.By;
import org.openqa.selenium.ElementClickInterceptedException;
import org.openqa.selenium.Keys;
import org.openqa.selenium.NoSuchElementException;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.Rectangle;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** Chromium without a screen, looking at the page. */
final class Browser implements AutoCloseable {
  private static final Path SCREENSHOTS = Path.of("target", "screenshots");

  private final ChromeDriver driver;
  private final URI page;

  private Browser(ChromeDriver driver, URI page) {
    this.driver = driver;
    this.page = page;
  }

  /** Why there cannot be one here; empty if there can. */
  static Optional<String> missing() {
    return Stream.of("chromium", "chromedriver")
        .filter(program -> program(program).isEmpty())
        .findFirst()
        .map(program -> "THE PAGE IS NOT TESTED: there is no " + program + " on the PATH");
  }

  private static Optional<File> program(String name) {
    return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .map(folder -> new File(folder, name))
        .filter(File::canExecute)
        .findFirst();
  }

  static Browser on(URI page) {
    var options = new ChromeOptions();
    options.setBinary(program("chromium").orElseThrow());
    // Containers have neither a sandbox for root nor much shared memory.
    options.addArguments(
        "--headless=new",
        "--no-sandbox",
        "--disable-dev-shm-usage",
        "--disable-gpu",
        "--hide-scrollbars",
        "--window-size=1280,900");
    var logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    options.setCapability("goog:loggingPrefs", logs);
    var service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(program("chromedriver").orElseThrow())
            .build();
    var driver = new ChromeDriver(service, options);
    driver.manage().timeouts().scriptTimeout(Eventually.LIMIT);
    return new Browser(driver, page);
  }

  /** Goes to a place of the page, for example {@code #/new}. */
  void open(String place) {
    driver.get("about:blank");
    driver.get(page.resolve("/" + place).toString());
  }

  /** Goes anywhere. */
  void visit(URI address) {
    driver.get("about:blank");
    driver.get(address.toString());
  }

  /** Moves a slider to one of its steps, as a key or a finger would. */
  void move(WebElement slider, int step) {
    set(slider, step);
  }

  /** The element, as soon as it is there and can be seen. */
  WebElement see(String css) {
    return see(By.cssSelector(css));
  }

  /** The element with this text, as soon as it can be seen. */
  WebElement seeText(String tag, String text) {
    return see(By.xpath("//" + tag + "[contains(normalize-space(), '" + text + "')]"));
  }

  private WebElement see(By by) {
    return Lasting.element(() -> found(by));
  }

  private WebElement found(By by) {
    return until(
        () -> by + " can be seen in: " + text(),
        () ->
            driver.findElements(by).stream()
                .filter(WebElement::isDisplayed)
                .findFirst()
                .orElse(null));
  }

  void click(String tag, String text) {
    click(By.xpath("//" + tag + "[contains(normalize-space(), '" + text + "')]"));
  }

  void click(String css) {
    click(By.cssSelector(css));
  }

  /**
   * Clicks where a person would: after scrolling there, and again if it was drawn anew meanwhile.
   * It jumps there, because a smooth scroll that is begun again and again hardly moves.
   */
  private void click(By by) {
    var obstacle = new AtomicReference<>("");
    until(
        () -> by + " can be clicked" + obstacle + " in: " + text(),
        () -> {
          var element = see(by);
          driver.executeScript(
              "arguments[0].scrollIntoView({block: 'center', behavior: 'instant'})", element);
          try {
            element.click();
            return element;
          } catch (ElementClickInterceptedException e) {
            obstacle.set(" (" + e.getRawMessage() + ")");
            return null;
          }
        });
  }

  /** Chooses from the list that is labelled so. */
  void choose(String label, String option) {
    var list = "//label[contains(normalize-space(), '" + label + "')]/select";
    click(By.xpath(list + "/option[normalize-space()='" + option + "']"));
  }

  /** Types {@code text} into a field and leaves it. */
  void type(String css, String text) {
    see(css).sendKeys(text, Keys.TAB);
  }

  /**
   * Drags over an element from a point to another, of its width and height from its left upper
   * corner.
   */
  void drag(String css, double[] from, double[] to) {
    var element = settled(css);
    var size = element.getSize();
    int x = (int) ((from[0] - 0.5) * size.width);
    int y = (int) ((from[1] - 0.5) * size.height);
    new Actions(driver)
        .moveToElement(element, x, y)
        .clickAndHold()
        .moveByOffset(
            (int) ((to[0] - from[0]) * size.width / 2), (int) ((to[1] - from[1]) * size.height / 2))
        .moveByOffset(
            (int) ((to[0] - from[0]) * size.width / 2), (int) ((to[1] - from[1]) * size.height / 2))
        .release()
        .perform();
  }

  /** The element in the middle of the window, once it has come to rest there. */
  private WebElement settled(String css) {
    var before = new AtomicReference<Rectangle>();
    return until(
        () -> css + " comes to rest",
        () -> {
          var element = see(css);
          driver.executeScript(
              "arguments[0].scrollIntoView({block: 'center', behavior: 'instant'})", element);
          var now = element.getRect();
          return now.equals(before.getAndSet(now)) ? element : null;
        });
  }

  /** Puts {@code text} in the place of what the field says, as typing would. */
  void write(String css, String text) {
    set(see(css), text);
  }

  private void set(WebElement field, Object value) {
    until(
        () -> "it is set to " + value,
        () -> {
          driver.executeScript(
              "arguments[0].value = arguments[1]; arguments[0].dispatchEvent(new Event('input'));",
              field,
              value);
          return true;
        });
  }

  /** Attribute of an element; empty if either is not there. */
  String attribute(String css, String name) {
    try {
      var value = driver.findElement(By.cssSelector(css)).getDomAttribute(name);
      return value == null ? "" : value;
    } catch (NoSuchElementException | StaleElementReferenceException e) {
      return "";
    }
  }

  /** Everything that can be read. */
  String text() {
    return (String) driver.executeScript("return document.body.innerText");
  }

  String address() {
    return driver.getCurrentUrl();
  }

  /** Waits; experiments train meanwhile. */
  <T> T until(Supplier<String> what, Supplier<T> question) {
    return Eventually.until(
        what,
        () -> {
          try {
            var answer = question.get();
            return Boolean.FALSE.equals(answer) ? null : answer;
          } catch (StaleElementReferenceException e) {
            return null; // it has just been drawn anew
          }
        });
  }

  /** How the page is looked at from here on: {@code light} or {@code dark}, so many pixels wide. */
  void look(String scheme, int width) {
    driver.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of(
            "width",
            width,
            "height",
            width < 600 ? 844 : 900,
            "deviceScaleFactor",
            1,
            "mobile",
            width < 600));
  }

  /** How far the page is wider than the window, in pixels. */
  long overflow() {
    return (Long)
        driver.executeScript(
            "return document.documentElement.scrollWidth - document.documentElement.clientWidth");
  }

  /** What was fetched from elsewhere. */
  @SuppressWarnings("unchecked")
  List<String> foreignRequests() {
    return ((List<String>)
            driver.executeScript(
                "return performance.getEntriesByType('resource').map(e => e.name)"))
        .stream().filter(url -> !url.startsWith(page.toString())).toList();
  }

  /** The lines that {@code script}, the body of a function, returns. */
  @SuppressWarnings("unchecked")
  List<String> ask(String script) {
    return (List<String>) driver.executeScript(script);
  }

  /** Errors and refusals in the console since it was last asked. */
  List<String> complaints() {
    return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
        .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
        .map(Object::toString)
        .toList();
  }

  /** What axe finds wrong: rule and element. */
  @SuppressWarnings("unchecked")
  List<String> inaccessible() {
    driver.executeScript(axe());
    return (List<String>)
        driver.executeAsyncScript(
            """
            const done = arguments[0];
            axe.run(document, {resultTypes: ['violations']}).then(
              (found) => done(found.violations.flatMap(
                (v) => v.nodes.map((n) => `${v.id}: ${n.html} ${n.failureSummary}`))),
              (problem) => done(['axe: ' + problem]));
            """);
  }

  private static String axe() {
    try (var script = Browser.class.getResourceAsStream("/axe.min.js")) {
      return new String(script.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Keeps a picture of the whole page for people to look at. */
  @SuppressWarnings("unchecked")
  void keep(String name) {
    try {
      var shot =
          driver.executeCdpCommand(
              "Page.captureScreenshot", Map.of("captureBeyondViewport", true, "format", "png"));
      Files.createDirectories(SCREENSHOTS);
      Files.write(
          SCREENSHOTS.resolve(name + ".png"),
          OutputType.BYTES.convertFromBase64Png((String) shot.get("data")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    driver.quit();
  }
}
