def own(name):
    """The class of that name in the files beside this one."""
    for file in sorted(Path(__file__).parent.glob("*.py")):
        if file != Path(__file__) and re.search(rf"^class {name}\b", file.read_text("utf-8"), re.M):
            spec = importlib.util.spec_from_file_location(file.stem, file)
            module = importlib.util.module_from_spec(spec)
            spec.loader.exec_module(module)
            found = getattr(module, name)
            found.__file__ = str(file)
            return found
    raise ImportError(f"no file beside {__file__} holds class {name}")
