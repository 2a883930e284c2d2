window.hit?.();
