package org.descent.journey.web;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.function.Supplier;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.WrapsElement;

/** An element that is found again where the page has drawn it anew since. */
final class Lasting implements InvocationHandler {
  /** What is drawn anew so often, each time that it is found, is never to be had. */
  private static final int MOST = 100;

  private final Supplier<WebElement> find;
  private WebElement element;

  private Lasting(Supplier<WebElement> find) {
    this.find = find;
    this.element = find.get();
  }

  /** What {@code find} finds, now and whenever it is gone. */
  static WebElement element(Supplier<WebElement> find) {
    return (WebElement)
        Proxy.newProxyInstance(
            Lasting.class.getClassLoader(),
            new Class<?>[] {WebElement.class, WrapsElement.class},
            new Lasting(find));
  }

  @Override
  public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
    if (method.getDeclaringClass() == WrapsElement.class) {
      return present();
    }
    for (int times = 1; ; times++) {
      try {
        return method.invoke(element, arguments);
      } catch (InvocationTargetException e) {
        if (times == MOST || !(e.getCause() instanceof StaleElementReferenceException)) {
          throw e.getCause();
        }
        element = find.get();
      }
    }
  }

  private WebElement present() {
    try {
      element.isEnabled();
    } catch (StaleElementReferenceException e) {
      element = find.get();
    }
    return element;
  }
}
